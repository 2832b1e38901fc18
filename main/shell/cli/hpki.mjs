#!/usr/bin/env node
import { runtimeFits } from '../runtime.mjs';

if (runtimeFits()) {
  const { main } = await import('./main.ts');
  process.exitCode = await main(process.argv.slice(2));
}
