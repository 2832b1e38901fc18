import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connectDesk } from './client/desk.ts';
import { DeskProvider } from './client/desk-context.tsx';
import { pause } from './client/pause.ts';
import './design/design.css';
import { App } from './frame/app.tsx';
import * as laterScreens from './frame/later-screens.ts';
import { parseRoute } from './frame/routes.ts';

const desk = connectDesk();
const later = Object.values(laterScreens);
const { workspace } = parseRoute(location.hash);

/** Milliseconds that the first picture waits for the screen that it is to show, and for the language and colours to show it in. */
const FIRST_MS = 2000;
const longest = pause(FIRST_MS).then(() => null);
const screens = later.filter(({ place }) => place === workspace).map((screen) => screen.load());
// That the program is away is told by the screen.
const settings = desk.application.settings().catch(() => null);
const [firstSettings] = await Promise.all([Promise.race([settings, longest]), Promise.race([Promise.all(screens), longest])]);
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <DeskProvider desk={desk} firstSettings={firstSettings}>
      <App />
    </DeskProvider>
  </StrictMode>,
);
for (const screen of later) await screen.load();
