// Journey 1: join. Public page, form, code from the mail, what one can offer, a page that says who decides; then the committee admits.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cast, demo, expect, look, press, signIn, test } from './support.mjs';

/** The text of the first mail to an address, with its lines joined, once it is there. */
async function mailTo(email) {
  const folder = join(demo().data, 'mails');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.find((text) => text.includes(`To: ${email}`))?.replace(/=\r\n/g, '').replace(/=3D/g, '=') ?? '';
}

const codeIn = (text) => text.match(/open: ([0-9A-Z]{4}-[0-9A-Z]{4})/)?.[1];

test('somebody new joins in five screens and is admitted in two clicks', { tag: '@any-day' }, async ({ page }, info) => {
  const { slug, chair } = cast();
  const name = `Zoe ${info.project.name}`;
  const email = `zoe-${info.project.name}@mill.example`;
  await page.goto(`/${slug}`);
  await look(page, 'join-public', info);
  await press(page, page.locator(`main a[href="/${slug}/join"]`));
  expect(await page.locator('main form.form').locator('input:not([type=hidden]), textarea, select').count()).toBeLessThanOrEqual(9);
  await page.locator('[name=name]').fill(name);
  await page.locator('[name=email]').fill(email);
  await page.locator('[name=area]').fill('Mill Lane');
  await look(page, 'join-form', info);
  // Neither password nor agreement: what was typed stays, and the page says what is missing.
  await press(page);
  await expect(page.locator('[name=name]')).toHaveValue(name);
  await look(page, 'join-wrong', info);
  await page.locator('[name=password]').fill('seven calm foxes dance slowly');
  await page.locator('[name=agree]').check();
  await press(page);
  await look(page, 'join-code', info);
  await expect.poll(async () => codeIn(await mailTo(email))).toBeTruthy();
  await page.locator('[name=code]').fill(codeIn(await mailTo(email)));
  await press(page);
  await page.locator('[name=offers]').fill('Bread on Fridays');
  await look(page, 'join-offers', info);
  await press(page);
  await expect(page).toHaveURL(new RegExp(`/${slug}$`));
  await expect(page.locator('main')).toContainText(chair.name);
  await look(page, 'join-wait', info);
  const applicant = await page.context().cookies();

  await page.context().clearCookies();
  await signIn(page, chair);
  await page.goto(`/${slug}/work`);
  await look(page, 'join-work', info);
  await press(page, page.locator('main li a', { hasText: name }));
  await expect(page.locator('main')).toContainText('Bread on Fridays');
  await look(page, 'join-application', info);
  await press(page);
  await expect(page.locator('main')).not.toContainText(name);

  await page.context().clearCookies();
  await page.context().addCookies(applicant);
  await page.goto(`/${slug}`);
  await expect(page.locator('main')).toContainText('RIVR');
  await expect(page.locator('nav.menu')).toBeAttached();
});
