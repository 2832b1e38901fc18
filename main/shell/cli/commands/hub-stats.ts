import { hubStats, type HubStats } from '../../../hub/stats.ts';
import { type Command, EXIT } from '../command.ts';
import { HUB_OPTIONS, onHub } from '../hub-desk.ts';

export const command: Command = {
  usage: 'hub stats [--data DIR] [--database postgres://...]',
  options: HUB_OPTIONS,
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    const stats = await onHub<HubStats>(invocation, { here: hubStats, there: { method: 'GET', path: '/admin/stats' } });
    const lines = Object.entries(stats).map(([name, value]) => `${name.padEnd(16)} ${value ?? '-'}`);
    return { exit: EXIT.done, json: stats, text: lines.join('\n') };
  },
};
