import { basename } from 'node:path';
import { sha256 } from '../../../documents/sha256.ts';
import { words } from '../../../words/words.ts';
import { type Command, EXIT, text } from '../command.ts';
import { openDesk } from '../desk.ts';
import { choice, readNamedFile } from '../input.ts';
import { faultText } from '../request-text.ts';
import { TERMINAL_OPTIONS, TERMINAL_USAGE, terminalOptions } from '../terminal-options.ts';

const ISSUES = ['electronic', 'paper'] as const;

/** Gives a prescription to the terminal: a file that was signed here electronically, any other as a paper issue. */
export const command: Command = {
  usage: `prescription submit FILE ${TERMINAL_USAGE} [--issue electronic|paper] [--again REASON] [--test-cards] [--data DIR]`,
  options: { ...TERMINAL_OPTIONS, issue: { type: 'string' }, again: { type: 'string' } },
  positionals: { min: 1, max: 1 },
  run: async (invocation) => {
    const path = invocation.positionals[0]!;
    const bytes = await readNamedFile(path);
    await using desk = await openDesk(invocation, undefined, terminalOptions(invocation));
    const { application } = desk;
    const digest = sha256(bytes);
    const entry = (await application.register.list()).find(({ outputSha256 }) => outputSha256 === digest);
    const issue = choice(invocation, 'issue', ISSUES, entry ? 'electronic' : 'paper');
    const taken = entry ? null : await application.intake.take(basename(path), bytes);
    if (taken) application.intake.shown(taken.id);
    const service = await application.prescriptionService();
    const from = entry ? ({ from: 'register', id: entry.id } as const) : ({ from: 'intake', id: taken!.id } as const);
    const id = await service.submit({ ...from, issue, again: text(invocation, 'again') ?? null });
    const { faults } = service.view;
    const lines = [words(invocation.language)('requests.cli.submitted', { id }), ...faults.map((fault) => faultText(fault, invocation))];
    return { exit: faults.length > 0 ? EXIT.environment : EXIT.done, json: { id, issue, faults }, text: lines.join('\n') };
  },
};
