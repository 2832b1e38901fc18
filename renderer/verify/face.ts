import type { CheckView, Face } from '../../main/api/schema/report.ts';
import type { Status } from '../design/status.tsx';

/** How an answer is drawn. `unreadable` is for files that no report could be made of. */
export const FACE_STATUS: Readonly<Record<Face | 'unreadable', Status>> = {
  valid: 'success',
  invalid: 'error',
  refuse: 'warning',
  undecided: 'unsure',
  unsigned: 'info',
  unreadable: 'absent',
};

export const CHECK_STATUS: Readonly<Record<CheckView['status'], Status>> = {
  passed: 'success',
  failed: 'error',
  indeterminate: 'unsure',
  information: 'info',
};
