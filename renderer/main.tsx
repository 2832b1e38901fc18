import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connectDesk } from './client/desk.ts';
import { DeskProvider } from './client/desk-context.tsx';
import './design/design.css';
import { App } from './frame/app.tsx';
import * as laterScreens from './frame/later-screens.ts';
import { parseRoute } from './frame/routes.ts';

const desk = connectDesk();
const later = Object.values(laterScreens);
const { workspace } = parseRoute(location.hash);

await Promise.all(later.filter(({ place }) => place === workspace).map((screen) => screen.load()));
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <DeskProvider desk={desk}>
      <App />
    </DeskProvider>
  </StrictMode>,
);
for (const screen of later) await screen.load();
