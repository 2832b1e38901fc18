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

/** Milliseconds that the first picture waits for the screen that it is to show. */
const FIRST_MS = 2000;
const first = later.filter(({ place }) => place === workspace).map((screen) => screen.load());
await Promise.race([Promise.all(first), pause(FIRST_MS)]);
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <DeskProvider desk={desk}>
      <App />
    </DeskProvider>
  </StrictMode>,
);
for (const screen of later) await screen.load();
