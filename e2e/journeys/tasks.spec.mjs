// Things that somebody wants who has never seen this before, each without help, in as few pages after their home as are promised.
import { cast, demo, expect, press, signIn, test } from './support.mjs';

const { slug } = cast();
// Whom Ben has paid, as the demo tells it.
const chiara = demo().people.find((person) => person.name === 'Chiara Rossi');

/** Somebody who reads what stands there and follows it; every page they meet after home is counted. */
async function steps(page) {
  await signIn(page, chiara);
  await page.goto(`/${slug}`);
  let met = 0;
  return {
    async follow(link) {
      await press(page, link.first());
      met += 1;
    },
    within(most) {
      expect(met, 'pages after home').toBeLessThanOrEqual(most);
    },
  };
}

const menu = (page, name) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).locator('visible=true');

// How many pages does not depend on the width, nor on scripts: tried once.
test.beforeEach(({}, info) => test.skip(info.project.name !== 'without-javascript', 'one mode is enough'));

test('who mends gutters', { tag: '@any-day' }, async ({ page }) => {
  const way = await steps(page);
  await way.follow(menu(page, 'Members'));
  await page.getByLabel('what they do').fill('gutter');
  await way.follow(page.locator('main form button'));
  await expect(page.locator('main .card')).toHaveCount(1);
  await expect(page.locator('main .card')).toContainText('Ben Hartley');
  way.within(2);
});

test('telling the committee something', { tag: '@any-day' }, async ({ page }) => {
  const way = await steps(page);
  await way.follow(menu(page, 'Write to the committee'));
  await page.getByLabel('Your message').fill('The lamp above the door of the hall is broken.');
  await way.follow(page.getByRole('button', { name: 'Send' }));
  await expect(page.locator('h1')).toHaveText('Your message is on its way');
  way.within(2);
});

test('correcting what one says of oneself', { tag: '@any-day' }, async ({ page }) => {
  const way = await steps(page);
  await way.follow(menu(page, 'Members'));
  await way.follow(page.getByRole('link', { name: 'Change how the others see you' }));
  const about = page.getByLabel('About you');
  const said = await about.inputValue();
  await about.fill(`${said} And I read letters aloud.`);
  await way.follow(page.getByRole('button', { name: 'Save' }));
  await expect(page.locator('main')).toContainText('And I read letters aloud.');
  way.within(3);
});

test('when Ben paid one last', { tag: '@any-day' }, async ({ page }) => {
  const way = await steps(page);
  await way.follow(menu(page, 'Members'));
  await way.follow(page.getByRole('link', { name: 'Ben Hartley' }));
  const row = page.locator('.summary > div', { hasText: 'Last paid you' });
  await expect(row.getByRole('link')).toHaveText(/^\d+ \w+ 20\d\d$/);
  way.within(2);
});
