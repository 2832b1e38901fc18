import { runtimeFits } from './runtime.mjs';

if (runtimeFits()) await import('./start.ts');
