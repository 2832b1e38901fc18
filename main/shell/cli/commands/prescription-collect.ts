import { listRequests } from '../../../prescriptions/terminal/request-list.ts';
import { AppError } from '../../../errors.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT } from '../command.ts';
import { openDesk } from '../desk.ts';
import { faultText, requestText } from '../request-text.ts';
import { TERMINAL_OPTIONS, TERMINAL_USAGE, terminalOptions } from '../terminal-options.ts';

const MOST = 100;

/** Gives what waits, and takes the answers that have come. */
export const command: Command = {
  usage: `prescription collect ${TERMINAL_USAGE} [--data DIR]`,
  options: TERMINAL_OPTIONS,
  positionals: { min: 0, max: 0 },
  run: async (invocation) => {
    await using desk = await openDesk(invocation, undefined, terminalOptions(invocation));
    const service = await desk.application.prescriptionService();
    if (!service.view.terminal) throw new AppError('TERMINAL_NOT_SET');
    const answered = new Set(await service.collect());
    const { faults } = service.view;
    const { requests } = await listRequests(desk.application.store, { filter: 'all', issue: null, offset: 0, limit: MOST });
    const fresh = requests.filter(({ id }) => answered.has(id));
    const say = words(invocation.language);
    const lines = [
      say('requests.cli.collected', { count: answered.size }),
      ...fresh.map((request) => requestText(request, invocation)),
      ...faults.map((fault) => faultText(fault, invocation)),
    ];
    return { exit: faults.length > 0 ? EXIT.environment : EXIT.done, json: { answered: fresh, faults }, text: lines.join('\n') };
  },
};
