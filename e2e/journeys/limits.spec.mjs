// Journey 9: an account stands at its limit. The chair follows it from the list of work, lets it owe more and says why; another officer
// confirms it from their list; then it holds, and the page says how it came about.
import { demo, expect, look, press, signIn, test } from './support.mjs';

test('a limit is raised from the list of work and holds once another officer has confirmed it', { tag: '@any-day' }, async ({ page }, info) => {
  const { people } = demo();
  const slug = people[0].exchange;
  const officer = (role) => people.find((person) => person.exchange === slug && person.role === role);
  const nth = ['wide', 'without-javascript', 'narrow'].indexOf(info.project.name);
  await signIn(page, officer('chair'));
  await page.goto(`/${slug}/work`);
  await look(page, 'limit-work', info);
  await press(page, page.locator('main a[href$="/limits"]').nth(-1 - nth));
  const path = new URL(page.url()).pathname;
  const [form, confirms] = [page.locator('main form.form').first(), page.locator('main button[value=second]')];
  const min = `${Number((await form.locator('[name=min]').inputValue()).replace(/\..*/, '')) + 30}`;
  // Without a reason it comes back as it was typed, and the page says what is missing.
  await form.locator('[name=min]').fill(min);
  await press(page);
  await expect(page.locator('#reason-error')).toBeVisible();
  await expect(form.locator('[name=min]')).toHaveValue(min);
  await look(page, 'limit-wrong', info);
  await form.locator('[name=reason]').fill('Buys seed for the whole street');
  await press(page);
  await expect(page).toHaveURL(/\/proposals\//);
  await expect(confirms).toHaveCount(0);
  await look(page, 'limit-waits', info);
  const proposal = new URL(page.url()).pathname;

  await page.context().clearCookies();
  await signIn(page, officer('treasurer'));
  await page.goto(`/${slug}/work`);
  await press(page, page.locator(`main a[href="${proposal}"]`));
  await press(page, confirms);
  await expect(confirms).toHaveCount(0);
  await look(page, 'limit-confirmed', info);
  // A job of the server does it, within some seconds.
  await expect(async () => {
    await page.goto(path);
    await expect(page.locator('main')).toContainText('Buys seed for the whole street', { timeout: 100 });
  }).toPass({ timeout: 40_000 });
  await expect(form.locator('[name=min]')).toHaveValue(new RegExp(`^${min}`));
  await look(page, 'limit-holds', info);
});
