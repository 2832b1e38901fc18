import type { ProgramRequest } from '../../main/api/schema/programs.ts';
import type { Place } from '../frame/routes.ts';

const ENDED: readonly ProgramRequest['state'][] = ['expired', 'withdrawn'];

/** What is noticed above a screen: what waits for a person, but not what the signing screen tells of itself. */
export const noticed = (requests: readonly ProgramRequest[], workspace: Place): readonly ProgramRequest[] =>
  requests.filter(({ state, opened }) => !ENDED.includes(state) && !(opened !== null && workspace === 'sign'));
