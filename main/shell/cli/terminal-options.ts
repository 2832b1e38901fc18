import type { ApplicationOptions } from '../../application-options.ts';
import { AppError } from '../../errors.ts';
import { flag, type Invocation, texts } from './command.ts';

/** Folders of the terminal in place of those of the settings: the first is for requests, the second for answers. */
export const TERMINAL_OPTIONS = {
  terminal: { type: 'string', multiple: true },
  'test-cards': { type: 'boolean' },
  data: { type: 'string' },
} as const;
export const TERMINAL_USAGE = '[--terminal REQUEST-DIR --terminal ANSWER-DIR]';

/** @throws AppError USAGE_WRONG unless both or none are named */
export function terminalOptions(invocation: Invocation): Pick<ApplicationOptions, 'terminal' | 'submitsTests'> {
  const [request, response, ...more] = texts(invocation, 'terminal');
  if (more.length > 0 || (request !== undefined && response === undefined)) throw new AppError('USAGE_WRONG', { note: '--terminal' });
  return {
    submitsTests: flag(invocation, 'test-cards'),
    ...(request !== undefined && response !== undefined && { terminal: { request, response } }),
  };
}
