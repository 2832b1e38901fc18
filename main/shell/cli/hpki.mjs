#!/usr/bin/env node
import { runtimeFits } from '../runtime.mjs';

if (runtimeFits()) {
  const [{ main }, { endProcess }] = await Promise.all([import('./main.ts'), import('./end.ts')]);
  await endProcess(await main(process.argv.slice(2)));
}
