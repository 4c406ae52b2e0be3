// Journey 3: who, how much, what for; check; receipt.
import { another, cast, expect, look, press, pressed, signIn, test } from './support.mjs';

const { slug, payer, payee, chair, abroad } = cast();
// Somebody else who uses the same browser.
const other = chair;

async function fill(page, { to, amount, description }) {
  await page.goto(`/${slug}/pay`);
  await page.locator('[name=to]').fill(to);
  await page.locator('[name=amount]').fill(amount);
  await page.locator('[name=description]').fill(description);
}

const balance = async (page) => {
  await page.goto(`/${slug}/statement`);
  return page.locator('main').innerText();
};

test('a member pays in two screens and a receipt', async ({ page }, info) => {
  await signIn(page, payer);
  await fill(page, { to: payee.account, amount: '1', description: `Bread, ${info.project.name}` });
  await look(page, 'pay', info);
  await press(page);
  await look(page, 'check', info);
  await expect(page.locator('main')).toContainText(payee.account);
  await press(page);
  await expect(page).toHaveURL(new RegExp(`/${slug}/transfers/[0-9a-f-]{36}$`));
  await look(page, 'receipt', info);
  await expect(page.locator('main')).toContainText(`Bread, ${info.project.name}`);
});

const last = (page) => page.locator(`main form[action="/${slug}/transfers"] button`).first();
const times = (text, words) => text.split(words).length - 1;

for (const [where, to] of [['here', payee.account], ['abroad', abroad.account]]) {
  test(`the same form sent again after Back is the same receipt and pays once, ${where}`, { tag: '@any-day' }, async ({ page }, info) => {
    await signIn(page, payer);
    const words = `Twice ${where}, ${info.project.name} ${info.repeatEachIndex}`;
    await fill(page, { to, amount: '1', description: words });
    await press(page);
    await press(page, last(page));
    const receipt = page.url();
    // Back shows the check page as it was and asks nothing; its button leads to the same receipt; Forward goes there too.
    await page.goBack();
    await expect(last(page)).toBeVisible();
    await expect(page.locator('main')).toContainText(words);
    await page.goForward();
    await expect(page).toHaveURL(receipt);
    await page.goBack();
    await press(page, last(page));
    await expect(page).toHaveURL(receipt);
    await expect(page.locator('main')).toContainText(words);
    expect(times(await balance(page), words)).toBe(1);
  });

  test(`a payment whose session ended at the last button is sent again after signing in, once, ${where}`, { tag: '@any-day' }, async ({ page }, info) => {
    await signIn(page, payer);
    const words = `Late ${where}, ${info.project.name}`;
    await fill(page, { to, amount: '1', description: words });
    await press(page);
    const session = await page.context().cookies();
    await page.context().clearCookies();
    await press(page, last(page));
    await look(page, 'signed-out-at-the-last-button', info);
    await page.locator('[name=email]').fill(payer.email);
    await page.locator('[name=password]').fill(payer.password);
    await press(page);
    await look(page, 'go-on', info);
    await press(page);
    await expect(page).toHaveURL(new RegExp(`/${slug}/transfers/[0-9a-f-]{36}$`));
    await expect(page.locator('main')).toContainText(words);
    expect(times(await balance(page), words)).toBe(1);
    await page.context().addCookies(session);
  });

  test(`a payment is nobody else’s who signs in meanwhile in the same browser, ${where}`, { tag: '@any-day' }, async ({ page }, info) => {
    await signIn(page, other);
    const theirs = await balance(page);
    await page.context().clearCookies();
    await signIn(page, payer);
    const mine = await balance(page);
    const words = `Whose ${where}, ${info.project.name}`;
    // At the form, and at the check page; Back and the button again is no way round.
    await fill(page, { to, amount: '1', description: words });
    await another(page, other);
    expect(await pressed(page)).toBe(409);
    await expect(page.locator('main')).toContainText(payer.account);
    await page.context().clearCookies();
    await signIn(page, payer);
    await fill(page, { to, amount: '1', description: words });
    await press(page);
    await another(page, other);
    expect(await pressed(page, last(page))).toBe(409);
    await look(page, 'somebody-elses-form', info);
    await expect(page.locator('.error-summary')).toContainText(payer.account);
    await expect(page.locator('.error-summary')).toContainText(other.account);
    await page.goBack();
    expect(await pressed(page, last(page))).toBe(409);
    expect(await balance(page), 'nothing moved on the one side').toBe(theirs);
    await page.context().clearCookies();
    await signIn(page, payer);
    expect(await balance(page), 'nor on the other').toBe(mine);
  });
}

test('half a name is answered with those whom it may mean, and whoever is picked goes to the check page', async ({ page }, info) => {
  await signIn(page, payer);
  await fill(page, { to: 'a', amount: '1', description: 'Half a name' });
  await press(page);
  await look(page, 'pay-whom', info);
  const pick = page.locator('main form button[name=pick]').first();
  const code = await pick.getAttribute('value');
  await press(page, pick);
  await expect(page.locator('main')).toContainText(code);
  await expect(page).not.toHaveTitle(/^Error/);
});

test('the same id with another amount is a conflict', { tag: '@any-day' }, async ({ page }) => {
  await signIn(page, payer);
  await fill(page, { to: payee.account, amount: '1', description: 'Conflict' });
  await press(page);
  const form = {};
  for (const name of ['person', 'member', 'id', 'to', 'amount', 'description']) form[name] = await page.locator(`main form [name=${name}]`).inputValue();
  const headers = { origin: new URL(page.url()).origin };
  const post = (fields) => page.request.post(`/${slug}/transfers`, { form: fields, headers, maxRedirects: 0 });
  expect((await post(form)).status()).toBe(303);
  expect((await post(form)).status()).toBe(303);
  expect((await post({ ...form, amount: '2' })).status()).toBe(409);
});

test('what was typed comes back with its errors', async ({ page }, info) => {
  await signIn(page, payer);
  await fill(page, { to: 'Nobody of that name', amount: 'abc', description: 'Kept' });
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await press(page);
  expect((await answered).status()).toBe(422);
  await look(page, 'pay-with-errors', info);
  await expect(page).toHaveTitle(/^Error/);
  await expect(page.locator('[name=to]')).toHaveValue('Nobody of that name');
  await expect(page.locator('[name=amount]')).toHaveValue('abc');
  await expect(page.locator('[name=description]')).toHaveValue('Kept');
  await expect(page.locator('[name=amount]')).toHaveAttribute('aria-invalid', 'true');
});

test('nobody pays more than they have room for', async ({ page }) => {
  await signIn(page, payer);
  await fill(page, { to: payee.account, amount: '99999', description: 'Too much' });
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await press(page);
  expect((await answered).status()).toBe(422);
});
