import type { LetterStage } from '../../../main/api/schema/letters.ts';
import type { Status } from '../../design/status.tsx';

/** How a stage is drawn. */
export const STAGE_STATUS: Readonly<Record<LetterStage, Status>> = {
  draft: 'absent',
  'to-sign': 'warning',
  signed: 'success',
  'manifest-to-sign': 'warning',
  packed: 'success',
};
