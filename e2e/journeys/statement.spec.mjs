// Journey 7: the statement of a month, its table, its CSV.
import { cast, demo, expect, light, look, press, signIn, test } from './support.mjs';

const { slug, payer, payee, chair } = cast();

test('a member reads the statement and takes it along as CSV', async ({ page }, info) => {
  await signIn(page, payer);
  await page.goto(`/${slug}`);
  await look(page, 'home', info);
  await press(page, page.locator(`main a[href="/${slug}/statement"]`).first());
  await expect(page.locator('main table')).toBeVisible();
  await look(page, 'statement', info);
  await light(page, `/${slug}`);
  const href = await page.locator('main a[href*="statement.csv"]').first().getAttribute('href');
  const csv = await page.request.get(href);
  expect(csv.headers()['content-type']).toContain('text/csv');
  expect((await csv.text()).split('\n').length).toBeGreaterThan(1);
});

test('the committee reads a member’s statement, and to another member it is not there', async ({ page }, info) => {
  await signIn(page, chair);
  await page.goto(`/${slug}/members/${payee.account}`);
  const path = `/${slug}/members/${payee.account}/statement`;
  await press(page, page.locator(`main a[href="${path}"]`));
  await expect(page.locator('main table')).toBeVisible();
  await look(page, 'statement-of-a-member', info);
  const earlier = page.locator('main a[rel=prev]').first();
  await press(page, earlier);
  await expect(page).toHaveURL(/month=/);
  await look(page, 'statement-of-a-member-earlier', info);
  await page.context().clearCookies();
  await signIn(page, payer);
  const answer = await page.goto(path);
  expect(answer.status()).toBe(404);
});

test('the server lives on the day it was told, not on the machine’s', async ({ page }) => {
  await signIn(page, payer);
  await page.goto(`/${slug}/statement`);
  const [year, month] = demo().today.split('-').map(Number);
  const names = 'January February March April May June July August September October November December'.split(' ');
  await expect(page.locator('h1')).toContainText(`${names[month - 1]} ${year}`);
});

test('what waits for the committee leads to just those accounts', async ({ page }, info) => {
  await signIn(page, chair);
  await page.goto(`/${slug}/balances`);
  await press(page, page.locator('main .work a[href*="show="]').first());
  await expect(page).toHaveURL(/show=/);
  await look(page, 'balances-close', info);
  const csv = await page.request.get(`/${slug}/balances.csv`);
  expect((await csv.text()).split('\n').length).toBeGreaterThan(10);
});
