import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connectDesk } from './client/desk.ts';
import { DeskProvider } from './client/desk-context.tsx';
import './design/design.css';
import { App } from './frame/app.tsx';

const desk = connectDesk();
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <DeskProvider desk={desk}>
      <App />
    </DeskProvider>
  </StrictMode>,
);
