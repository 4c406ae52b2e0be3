// Journeys 6 and 2: a member offers something, sees it as others will and publishes it; a neighbour finds it with a few letters and pays from
// it; a third looks for something that nobody has, and says so.
import { cast, expect, look, press, pressed, signIn, test } from './support.mjs';

const { slug, payer, payee } = cast();

test('an offer is seen first by who wrote it, then found and paid from', async ({ page }, info) => {
  const title = `Hedgehog house, ${info.project.name}`;
  await signIn(page, payer);
  await page.goto(`/${slug}/market`);
  await press(page, page.getByRole('link', { name: 'Offer something' }));
  // Without a title it comes back as it was typed.
  await page.getByLabel('More about it').fill('Of *larch*, with a felted roof.');
  await page.getByLabel('What does it cost?').selectOption('whole');
  await page.getByLabel('How much').fill('7.50');
  expect(await pressed(page)).toBe(422);
  await expect(page.getByLabel('More about it')).toHaveValue('Of *larch*, with a felted roof.');
  await look(page, 'market-wrong', info);
  await page.getByLabel('What is it?').fill(title);
  await page.getByLabel('Category').selectOption({ index: 2 });
  await press(page);
  await expect(page.locator('main .notice')).toContainText('Nobody sees it yet');
  await expect(page.locator('main em')).toHaveText('larch');
  await look(page, 'market-preview', info);
  await press(page, page.getByRole('button', { name: 'Publish this offer' }));
  await expect(page.locator('main')).toContainText('It is on the market.');
  await look(page, 'market-published', info);

  await page.context().clearCookies();
  await signIn(page, payee);
  await page.goto(`/${slug}/market`);
  await page.getByLabel('What do you need?').fill(`hedgehog ${info.project.name}`);
  await press(page, page.getByRole('button', { name: 'Find' }));
  await expect(page.locator('main .card')).toHaveCount(1);
  await look(page, 'market-found', info);
  await press(page, page.getByRole('link', { name: title }));
  await look(page, 'market-listing', info);
  await press(page, page.getByRole('link', { name: `Pay ${payer.name}` }));
  await expect(page.locator('[name=amount]')).toHaveValue('7.50');
  await expect(page.locator('[name=description]')).toHaveValue(title);
});

test('whoever finds nothing says that they look for it', async ({ page }, info) => {
  await signIn(page, payee);
  await page.goto(`/${slug}/market?q=theremin`);
  await look(page, 'market-nothing', info);
  await press(page, page.getByRole('link', { name: 'Say that you look for “theremin”' }));
  await expect(page.getByLabel('What is it?')).toHaveValue('theremin');
  await expect(page.getByLabel('Do you offer something, or look for it?')).toHaveValue('want');
});

test('a stranger finds what is for everybody, and no names', async ({ page }, info) => {
  await page.goto(`/${slug}/market`);
  await expect(page.locator('main .card').first()).toBeVisible();
  await expect(page.locator('main')).not.toContainText(payer.name);
  await look(page, 'market-stranger', info);
});
