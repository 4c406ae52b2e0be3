// Journey 7: the statement of a period, its table, its CSV, its paper.
import { another, cast, demo, expect, forget, light, look, press, pressed, signIn, test } from './support.mjs';

const { slug, payer, payee, chair } = cast();
// Signs out for good in a journey: nobody else's session is kept under that name.
const leaver = demo().people.filter((one) => one.exchange === slug && one.role === 'member').at(-1);

test('a member reads the statement and takes it along as CSV', async ({ page }, info) => {
  await signIn(page, payer);
  await page.goto(`/${slug}`);
  await look(page, 'home', info);
  await press(page, page.locator(`main a[href="/${slug}/statement"]`).first());
  await expect(page.locator('main table:has(tfoot)')).toBeVisible();
  await look(page, 'statement', info);
  await light(page, `/${slug}`);
  const href = await page.locator('main a[href*="statement.csv"]').first().getAttribute('href');
  const csv = await page.request.get(href);
  expect(csv.headers()['content-type']).toContain('text/csv');
  expect((await csv.text()).split('\n').length).toBeGreaterThan(1);
});

test('a statement left open shows and does nothing of its reader when somebody else signs in meanwhile', { tag: '@any-day' }, async ({ page }, info) => {
  await signIn(page, payer);
  await page.goto(`/${slug}/statement`);
  await another(page, chair);
  // A form of its foot says that it is not theirs; every way on is the other's own statement.
  expect(await pressed(page, page.locator('footer form button').first())).toBe(409);
  await expect(page.locator('main')).toContainText('This form was made for another member');
  await look(page, 'somebody-elses-statement', info);
  await page.goBack();
  const csv = await page.request.get(await page.locator('main a[href*="statement.csv"]').first().getAttribute('href'));
  expect(csv.headers()['content-disposition']).not.toContain(payer.account);
  await press(page, page.locator('main .tabs a[href*="year="]').first());
  await expect(page.locator('main')).toContainText(chair.account);
  await expect(page.locator('main')).not.toContainText(payer.account);
});

test('after signing out Back shows no statement, and signing in leads to the year that was asked for', { tag: '@any-day' }, async ({ page }, info) => {
  forget(leaver);
  await signIn(page, leaver);
  await page.goto(`/${slug}/statement?year=${demo().today.slice(0, 4)}`);
  const narrow = page.locator('nav.menu summary');
  if (await narrow.isVisible()) await narrow.click();
  await press(page, page.locator('form[action="/sign-out"] button:visible').first());
  forget(leaver);
  await page.goBack();
  await expect(page).toHaveURL(/sign-in/);
  await expect(page.locator('main table')).toHaveCount(0);
  await page.locator('[name=email]').fill(leaver.email);
  await page.locator('[name=password]').fill(leaver.password);
  await press(page);
  await expect(page).toHaveURL(/statement\?year=/);
  await expect(page.locator('main table:has(tfoot)')).toBeVisible();
  forget(leaver);
});

test('the committee reads a member’s statement, and to another member it is not there', async ({ page }, info) => {
  await signIn(page, chair);
  await page.goto(`/${slug}/members/${payee.account}`);
  const path = `/${slug}/members/${payee.account}/statement`;
  await press(page, page.locator(`main a[href="${path}"]`));
  await expect(page.locator('main table:has(tfoot)')).toBeVisible();
  await look(page, 'statement-of-a-member', info);
  const earlier = page.locator('main .tabs a[href*="year="]').last();
  await press(page, earlier);
  await expect(page).toHaveURL(/year=/);
  await look(page, 'statement-of-a-member-earlier', info);
  await page.context().clearCookies();
  await signIn(page, payer);
  const answer = await page.goto(path);
  expect(answer.status()).toBe(404);
});

test('the server lives on the day it was told, not on the machine’s', async ({ page }) => {
  await signIn(page, payer);
  await page.goto(`/${slug}/statement`);
  await expect(page.locator('main .tabs a').nth(1)).toHaveText(demo().today.slice(0, 4));
});

test('last year’s statement is two steps from home and prints as a paper without menu and buttons', async ({ page }) => {
  await signIn(page, payer);
  await page.goto(`/${slug}`);
  await press(page, page.locator(`main a[href="/${slug}/statement"]`).first());
  const last = Number(demo().today.slice(0, 4)) - 1;
  await press(page, page.locator(`main .tabs a[href$="year=${last}"]`));
  await page.emulateMedia({ media: 'print' });
  for (const gone of ['nav.menu', 'main form', '.tabs', '.actions', '.chart']) {
    for (const one of await page.locator(gone).all()) await expect(one).toBeHidden();
  }
  const paper = page.locator('.for-print');
  for (const said of [payer.account, payer.exchange_name, `31 December ${last}`]) await expect(paper).toContainText(said);
  await expect(page.locator('main tfoot')).toBeVisible();
});

test('one sees in two steps from home when one was last paid by somebody', async ({ page }, info) => {
  await signIn(page, payer);
  await page.goto(`/${slug}`);
  await press(page, page.locator(`main a[href="/${slug}/statement"]`).first());
  await page.locator('[name=q]').fill(payee.name.split(' ')[0]);
  await press(page, page.locator('main form.filter button'));
  await expect(page).toHaveURL(/q=/);
  await look(page, 'statement-found', info);
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
