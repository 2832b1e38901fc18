import type { ProgramRequest } from '../../main/api/schema/programs.ts';
import type { Place } from '../frame/routes.ts';

const ENDED: readonly ProgramRequest['state'][] = ['expired', 'withdrawn'];

/** Whether the signing screen tells of it: a document on the desk, or one that waits in a batch. */
const isToldThere = ({ state, opened }: ProgramRequest, onDesk: readonly string[]): boolean =>
  opened === null ? state === 'accepted' : onDesk.includes(opened);

const waitsFirst = (request: ProgramRequest): number => (request.state === 'waiting' ? 0 : 1);

/**
 * What is noticed above a screen, what waits for a person before what one has taken up; not what the signing screen tells of itself.
 * @param onDesk ids of the documents there
 */
export const noticed = (requests: readonly ProgramRequest[], workspace: Place, onDesk: readonly string[]): readonly ProgramRequest[] =>
  requests
    .filter((request) => !ENDED.includes(request.state) && !(workspace === 'sign' && isToldThere(request, onDesk)))
    .toSorted((one, other) => waitsFirst(one) - waitsFirst(other));
