// Journey 8: pay a member of another exchange; the same form, one more line.
import { button, cast, expect, look, press, signIn, test } from './support.mjs';

const { slug, payer, abroad } = cast();

test('a member pays a member of another exchange in two screens and a receipt', async ({ page }, info) => {
  await signIn(page, payer);
  await page.goto(`/${slug}/pay`);
  await page.locator('[name=to]').fill(abroad.account);
  await page.locator('[name=amount]').fill('1');
  await page.locator('[name=description]').fill(`Abroad, ${info.project.name}`);
  await press(page);
  await expect(page.locator('main')).toContainText(abroad.account);
  await look(page, 'trade-check', info);
  await press(page, page.locator(`main form[action="/${slug}/transfers"] button`).first());
  await expect(page).toHaveURL(new RegExp(`/${slug}/transfers/[0-9a-f-]{36}$`));
  await look(page, 'trade-receipt', info);
  await page.goto(`/${slug}/statement`);
  await expect(page.locator('main')).toContainText(`Abroad, ${info.project.name}`);
});

test('what they get may be typed instead, and an amount that cannot be read stays on that side', async ({ page }, info) => {
  await signIn(page, payer);
  await page.goto(`/${slug}/pay?to=${abroad.account}&amount=1&description=Abroad`);
  await press(page);
  await page.locator('main details:has([name=amount]) summary').click();
  await page.locator('main details [name=amount]').fill('soon');
  await press(page, page.locator('main details button').first());
  await expect(page.locator('main [name=amount]')).toHaveValue('soon');
  await expect(page.locator('main [name=side]')).toHaveValue('theirs');
  await expect(page.locator('main label[for=amount]')).toContainText('How much do they get');
  await look(page, 'trade-other-side', info);
  await page.locator('main [name=amount]').fill('0:30');
  await press(page);
  await expect(page.locator('main')).toContainText('0:30');
  await press(page, page.locator(`main form[action="/${slug}/transfers"] button`).first());
  await expect(page).toHaveURL(new RegExp(`/${slug}/transfers/[0-9a-f-]{36}$`));
});
