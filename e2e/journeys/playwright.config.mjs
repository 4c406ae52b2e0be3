// Three browsers: as most people have it, without JavaScript, and the narrow screen of an old phone. Two workers, each with
// a server and demo data of its own (global-setup.mjs). Debian's Chromium: nothing is downloaded.
import { defineConfig } from '@playwright/test';

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export default defineConfig({
  testDir: '.',
  outputDir: '../artefacts/failures',
  globalSetup: './global-setup.mjs',
  workers: 2,
  // On the second and third day only what a day may change.
  grepInvert: process.env.DEMO_TODAY && process.env.DEMO_TODAY !== '2026-11-25' ? /@any-day/ : undefined,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  timeout: 60_000,
  use: {
    locale: 'en-GB',
    launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args },
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'wide', use: { viewport: { width: 1280, height: 900 } } },
    { name: 'without-javascript', use: { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false } },
    { name: 'narrow', use: { viewport: { width: 360, height: 740 }, hasTouch: true } },
  ],
});
