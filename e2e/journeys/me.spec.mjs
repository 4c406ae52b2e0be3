// The pages about oneself: sound at every width, in both languages, from right to left.
import { cast, demo, expect, light, look, press, signIn, test } from './support.mjs';

const { slug, payer, abroad } = cast();
// The third exchange of the demo speaks Spanish.
const other = demo().people.find((one) => ![slug, abroad.exchange].includes(one.exchange));
const pages = [
  ['me', '/me'],
  ['my-password', '/me/password'],
  ['my-email', '/me/email'],
  ['my-sessions', '/me/sessions'],
];

for (const [name, path] of pages) {
  test(`${name} is a sound page, in Spanish and from right to left too`, { tag: '@any-day' }, async ({ page }, info) => {
    test.skip(info.project.name === 'narrow', 'the widths are tried here, in the other two');
    await signIn(page, payer);
    for (const width of [320, 390, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(path);
      await expect(page.locator('h1')).toHaveCount(1);
      await look(page, `page-${name}`, info);
    }
    await light(page, path);
    if (info.project.name !== 'wide') return;
    await page.context().clearCookies();
    await signIn(page, other);
    await page.goto(path);
    await expect(page.locator('html')).toHaveAttribute('lang', 'es');
    await look(page, `spanish-${name}`, info);
    await page.context().clearCookies();
    await signIn(page, payer);
    await page.context().addCookies([{ name: 'language', value: 'en-x-mirrored', url: demo().url }]);
    await page.setViewportSize({ width: 320, height: 800 });
    await page.goto(path);
    await look(page, `mirrored-${name}`, info);
  });
}

test('whoever mistypes their password on the way to a new address keeps what they typed', { tag: '@any-day' }, async ({ page }, info) => {
  await signIn(page, payer);
  await page.goto('/me/email');
  await page.locator('[name=email]').fill('somewhere.else@example.org');
  await page.locator('[name=password]').fill('not it');
  await press(page);
  await look(page, 'my-email-wrong', info);
  await expect(page.locator('[name=email]')).toHaveValue('somewhere.else@example.org');
  await expect(page.locator('[name=password]')).toHaveValue('');
});
