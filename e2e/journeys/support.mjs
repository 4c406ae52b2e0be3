// What the journeys share: the demo's people, a browser that is signed in, and what must hold on every page.
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base } from '@playwright/test';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const artefacts = fileURLToPath(new URL('../artefacts/', import.meta.url));
const MOST_HTML = 14 * 1024;

/** The demo of this worker; all stand on the same day, with the same people. */
export const demo = () => JSON.parse(process.env.DEMOS)[Number(process.env.TEST_PARALLEL_INDEX ?? 0)];

/** The people of the first exchange: one of its committee and some plain members. */
export function cast() {
  const { people } = demo();
  const slug = people[0].exchange;
  const here = people.filter((person) => person.exchange === slug);
  const members = here.filter((person) => person.role === 'member');
  const [payer, payee] = members.length > 1 ? members : here;
  const chair = here.find((person) => person.role !== 'member');
  const abroad = people.find((person) => person.exchange !== slug);
  return { slug, payer, payee, chair, abroad };
}

/** Each test fails if its pages said anything to the console: a refusal of the policy, a missing file, a fault. */
export const test = base.extend({
  baseURL: async ({}, use) => use(demo().url),
  page: async ({ page }, use) => {
    const said = [];
    page.on('console', (message) => {
      // A form that comes back with its errors is a 422, one sent signed out a 401, which Chromium reports as a file that failed to load.
      const answer = /status of (401|404|409|422)/.test(message.text());
      if (['error', 'warning'].includes(message.type()) && !answer) said.push(message.text());
    });
    page.on('pageerror', (error) => said.push(String(error)));
    await use(page);
    expect(said, 'the console stays silent').toEqual([]);
  },
});

export { expect };

export const button = (page) => page.locator('main form button:not([name=pick], [aria-hidden])').first();

/**
 * Presses a button or follows a link, the form's own unless told, and waits until the page that answers stands: a journey that goes on
 * while it is under way meets neither page.
 */
export async function press(page, which = button(page)) {
  const stands = page.waitForEvent('load');
  await which.click();
  await stands;
}

const sessions = new Map();

/** Signs in through the form the first time, later with the session of that time. */
export async function signIn(page, person) {
  const kept = sessions.get(person.email);
  if (kept) {
    await page.context().addCookies(kept);
    return;
  }
  await page.goto('/sign-in');
  await page.locator('[name=email]').fill(person.email);
  await page.locator('[name=password]').fill(person.password);
  await press(page);
  await expect(page).not.toHaveURL(/sign-in/);
  sessions.set(person.email, await page.context().cookies());
}

/** Whoever signed out, or got a new password, signs in through the form the next time. */
export const forget = (person) => sessions.delete(person.email);

/** Somebody else signs in in another tab of the same browser, while this page stands open. */
export async function another(page, person) {
  const tab = await page.context().newPage();
  await page.context().clearCookies();
  await signIn(tab, person);
  await tab.close();
  await page.bringToFront();
}

/** Presses a button; answers with the status of what came back. */
export async function pressed(page, which = button(page)) {
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await press(page, which);
  return (await answered).status();
}

/** A picture that is kept and compared with nothing: a browser that cannot take it, which happens, breaks no promise. */
async function picture(page, file) {
  for (let tries = 1; tries <= 3; tries += 1) {
    try {
      return await page.screenshot({ path: join(artefacts, file), fullPage: true });
    } catch (error) {
      if (!String(error).includes('Unable to capture screenshot')) throw error;
      console.warn(`no picture ${file}, try ${tries}`);
    }
  }
  return undefined;
}

/** What holds on every page: a picture is kept, nothing sticks out sideways, axe finds nothing. */
export async function look(page, name, info) {
  const { width } = page.viewportSize();
  await picture(page, `${name}-${info.project.name}-${width}.png`);
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(excess, `${name} sticks out sideways`).toBeLessThanOrEqual(0);
  if (info.project.name === 'without-javascript') return;
  const axe = new AxeBuilder({ page });
  // The style page shows each navigation twice, which no other page does.
  if (name.includes('style')) axe.disableRules(['landmark-unique']);
  const found = await axe.analyze();
  const named = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' | ')}`);
  expect(named, `axe on ${name}`).toEqual([]);
}

/** The page as it came, for its size and its bytes. */
export async function fetched(page, path) {
  const answer = await page.request.get(path);
  return { status: answer.status(), text: await answer.text() };
}

/** The budget of look.md: what goes over the line, so compressed; of every page, lists too. */
export async function light(page, path) {
  const { text } = await fetched(page, path);
  expect(gzipSync(text).length, `${path} is light`).toBeLessThanOrEqual(MOST_HTML);
}
