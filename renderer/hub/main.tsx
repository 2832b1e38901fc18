import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../design/design.css';
import { HubApp } from './frame/hub-app.tsx';

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <HubApp />
  </StrictMode>,
);
