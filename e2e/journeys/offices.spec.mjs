// Offices: every member reads who looks after the exchange; its chair gives an office, another officer confirms it from the list of work.
import { demo, expect, look, press, signIn, test } from './support.mjs';

test('an office is given by the chair and confirmed by another officer', async ({ page }, info) => {
  const { people } = demo();
  const slug = people[0].exchange;
  const officer = (role) => people.find((person) => person.exchange === slug && person.role === role);
  const nth = ['wide', 'without-javascript', 'narrow'].indexOf(info.project.name);
  await signIn(page, officer('chair'));
  await page.goto(`/${slug}/officers`);
  await look(page, 'officers', info);
  await press(page, page.locator(`main a[href="/${slug}/officers/give"]`));
  // Nobody is named and nothing said: it comes back, and the page says what is missing.
  await press(page);
  await expect(page.locator('#to-error')).toBeVisible();
  await look(page, 'office-wrong', info);
  await page.locator('[name=to]').fill(people[0].account.replace(/\d+$/, `00${['08', '10', '12'][nth]}`));
  await page.locator('[name=role]').selectOption('marketplace');
  await page.locator('[name=reason]').fill('Elected at the autumn meeting');
  await press(page);
  await expect(page).toHaveURL(/\/proposals\//);
  await expect(page.locator('main')).toContainText('Elected at the autumn meeting');
  await look(page, 'office-waits', info);
  const path = new URL(page.url()).pathname;

  await page.context().clearCookies();
  await signIn(page, officer('treasurer'));
  await page.goto(`/${slug}/work`);
  await press(page, page.locator(`main a[href="${path}"]`));
  await press(page, page.locator('main button[value=second]'));
  await expect(page.locator('main button[value=second]')).toHaveCount(0);
  await look(page, 'office-confirmed', info);
  await page.goto(`/${slug}/officers/own`);
  await look(page, 'office-own', info);
});
