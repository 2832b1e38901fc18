import { describe, expect, it } from 'vitest';
import type { SigningBatch } from '../../../main/api/schema/signing.ts';
import { isThrough, reasonOf } from '../../../renderer/sign/batch-state.ts';

const removed = { code: 'CARD_REMOVED', detail: {} };

describe('a batch that is not over', () => {
  it.each<[string, Pick<SigningBatch, 'waiting' | 'until' | 'stoppedBy'>, boolean, string]>([
    ['of the screens, of which some waits', { waiting: 2, until: 'signed', stoppedBy: removed }, false, 'errors.CARD_REMOVED.heading'],
    ['of the screens, of which nothing waits', { waiting: 0, until: 'signed', stoppedBy: null }, true, 'sign.batch.cut-off'],
    ['of the command line, of which some waits', { waiting: 2, until: 'closed', stoppedBy: null }, false, 'sign.batch.cut-off'],
    ['of the command line, signed to its end here', { waiting: 0, until: 'closed', stoppedBy: null }, false, 'sign.batch.bring-out'],
    ['of the command line, of which one failed', { waiting: 0, until: 'closed', stoppedBy: removed }, false, 'sign.batch.bring-out'],
  ])('%s', (_which, batch, through, reason) => expect([isThrough(batch), reasonOf(batch)]).toEqual([through, reason]));
});
