#!/usr/bin/env node
const major = Number(process.versions.node.split('.')[0]);
if (major < 22) {
  console.error(`RUNTIME_TOO_OLD: this is Node ${process.versions.node}; run it as "npx hpki", which uses the Node 24 of this checkout.`);
  process.exit(3);
}
const { main } = await import('./main.ts');
process.exitCode = await main(process.argv.slice(2));
