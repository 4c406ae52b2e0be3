// Every page there is: axe, nothing sideways at 320 pixels, pictures at 390 and 1280, right to left, light.
import { cast, demo, expect, fetched, light, look, press, signIn, test } from './support.mjs';

const { slug, payer, payee, chair, abroad } = cast();

const open = [
  ['front', '/'],
  ['sign-in', '/sign-in'],
  ['reset-password', '/reset-password'],
  ['public', `/${slug}`],
  ['not-found', '/there-is-no-such-exchange'],
  ['style', '/style'],
];
const mine = [
  ['home', `/${slug}`],
  ['pay', `/${slug}/pay`],
  ['statement', `/${slug}/statement`],
  ['members', `/${slug}/members`],
  ['market', `/${slug}/market`],
  ['new-listing', `/${slug}/listings/new`],
  ['member', `/${slug}/members/${payee.account}`],
  ['partners', `/${slug}/partners`],
  ['partner', `/${slug}/partners/${abroad.exchange}`],
  ['me', '/me'],
  ['not-found-member', `/${slug}/members/NONE0001`],
];
const committees = [
  ['balances', `/${slug}/balances`],
  ['categories', `/${slug}/settings/categories`],
  ['limits', `/${slug}/members/${payee.account}/limits`],
  ['pay-for', `/${slug}/as/${payee.account}/pay`],
  ['settings', `/${slug}/settings`],
  ['add-member', `/${slug}/settings/members`],
  ['import-members', `/${slug}/members/import`],
];

const cases = [
  ...open.map(([name, path]) => [name, path, null]),
  ...mine.map(([name, path]) => [name, path, payer]),
  ...committees.map(([name, path]) => [name, path, chair]),
];

for (const [name, path, person] of cases) {
  test(`${name}${person ? ', signed in,' : ''} is a sound page`, async ({ page }, info) => {
    test.skip(info.project.name === 'narrow', 'the widths are tried here, in the other two');
    if (person) await signIn(page, person);
    for (const width of [320, 390, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(path);
      await expect(page.locator('h1')).toHaveCount(1);
      await look(page, `page-${name}${person ? '' : '-signed-out'}`, info);
    }
    if (name !== 'style') await light(page, path);
  });

  test(`${name}${person ? ', signed in,' : ''} reads from right to left`, { tag: '@any-day' }, async ({ page }, info) => {
    test.skip(info.project.name !== 'wide', 'once is enough');
    if (person) await signIn(page, person);
    await page.context().addCookies([{ name: 'language', value: 'en-x-mirrored', url: demo().url }]);
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(path);
      await look(page, `mirrored-${name}`, info);
    }
    if (!person) await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  });
}

test('every piece of the kit is sound in the dark, on paper, with forced colours and on a narrow screen', { tag: '@any-day' }, async ({ page }, info) => {
  test.skip(info.project.name !== 'wide', 'once is enough');
  const looks = {
    light: { colorScheme: 'light' },
    dark: { colorScheme: 'dark' },
    forced: { forcedColors: 'active' },
    paper: { media: 'print' },
  };
  for (const [name, how] of Object.entries(looks)) {
    await page.emulateMedia({ colorScheme: null, forcedColors: null, media: null, ...how });
    for (const width of name === 'paper' ? [1280] : [320, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto('/style');
      await look(page, `style-${name}`, info);
    }
  }
});

test('undoing a payment is a sound page', async ({ page }, info) => {
  test.skip(info.project.name === 'narrow', 'the widths are tried here, in the other two');
  await signIn(page, chair);
  const of = (one) => `/${slug}/members/${one.account}/statement`;
  const [year, month] = demo().today.split('-').map(Number);
  const months = [...Array(18).keys()].map((back) => {
    const count = year * 12 + month - 1 - back;
    return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`;
  });
  for (const month of months) {
    await page.goto(`${of(payee)}?month=${month}`);
    if (await page.locator('tbody a').count()) break;
  }
  await look(page, 'statement-of-a-member', info);
  await press(page, page.locator('tbody a').first());
  await page.goto(`${page.url()}/reverse`);
  for (const width of [320, 390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await expect(page.locator('h1')).toHaveCount(1);
    await look(page, 'reverse', info);
  }
});

test('Spanish is a whole language', { tag: '@any-day' }, async ({ page }, info) => {
  test.skip(info.project.name !== 'wide', 'once is enough');
  await page.context().addCookies([{ name: 'language', value: 'es', url: demo().url }]);
  await page.goto('/sign-in');
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await look(page, 'spanish-sign-in', info);
});

test('a page of another exchange and one of no exchange are the same to the byte', { tag: '@any-day' }, async ({ page }) => {
  await signIn(page, payer);
  const theirs = await fetched(page, `/${abroad.exchange}/members/${abroad.account}`);
  const nobodys = await fetched(page, `/no-such-place/members/${abroad.account}`);
  expect(theirs.status).toBe(404);
  expect(theirs).toEqual(nobodys);
});

test('signed out, every private page leads to the sign-in page', { tag: '@any-day' }, async ({ page }) => {
  for (const path of [`/${slug}/statement`, `/${slug}/nothing-here`, '/no-such-place/pay', '/me']) {
    await page.goto(path);
    await expect(page).toHaveURL(/\/sign-in/);
  }
});

test('the keyboard skips to the content', { tag: '@any-day' }, async ({ page }, info) => {
  test.skip(info.project.name === 'without-javascript', 'focus is asked by a script of the test');
  await page.goto('/sign-in');
  await page.keyboard.press('Tab');
  await expect(page.locator('a.skip')).toBeFocused();
});
