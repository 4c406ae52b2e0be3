// Journey 7: the statement of a month, its table, its CSV.
import { cast, expect, light, look, signIn, test } from './support.mjs';

const { slug, payer } = cast();

test('a member reads the statement and takes it along as CSV', async ({ page }, info) => {
  await signIn(page, payer);
  await page.goto(`/${slug}`);
  await look(page, 'home', info);
  await page.locator(`main a[href="/${slug}/statement"]`).first().click();
  await expect(page.locator('main table')).toBeVisible();
  await look(page, 'statement', info);
  await light(page, `/${slug}`);
  const href = await page.locator('main a[href*="statement.csv"]').first().getAttribute('href');
  const csv = await page.request.get(href);
  expect(csv.headers()['content-type']).toContain('text/csv');
  expect((await csv.text()).split('\n').length).toBeGreaterThan(1);
});
