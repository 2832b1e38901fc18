import { words } from '../../../words/words.ts';
import { type Command, EXIT } from '../command.ts';
import { openDesk } from '../desk.ts';
import { required } from '../input.ts';
import { faultText } from '../request-text.ts';
import { TERMINAL_OPTIONS, TERMINAL_USAGE, terminalOptions } from '../terminal-options.ts';

/** Takes a request back that the terminal has nothing of yet. */
export const command: Command = {
  usage: `prescription withdraw REQUEST --by NAME --reason TEXT ${TERMINAL_USAGE} [--data DIR]`,
  options: { ...TERMINAL_OPTIONS, by: { type: 'string' }, reason: { type: 'string' } },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const id = invocation.positionals[0]!;
    const [by, reason] = [required(invocation, 'by'), required(invocation, 'reason')];
    await using desk = await openDesk(invocation, undefined, terminalOptions(invocation));
    const service = await desk.application.prescriptionService();
    await service.withdraw(id, { by, reason });
    const { faults } = service.view;
    const lines = [words(invocation.language)('requests.cli.withdrawn', { id }), ...faults.map((fault) => faultText(fault, invocation))];
    return { exit: EXIT.done, json: { id, faults }, text: lines.join('\n') };
  },
};
