import { describe, expect, it } from 'vitest';
import { type Duty, duty } from '../../../main/api/schema/application.ts';
import { workspacesOf } from '../../../renderer/frame/duties.ts';
import { type Place, WORKSPACES } from '../../../renderer/frame/routes.ts';

const EVERYBODYS = 'card sign verify';
const CASES: readonly (readonly [readonly Duty[], Place, string])[] = [
  [['clinic'], 'card', `${EVERYBODYS} clinic documents credits audit settings`],
  [['office'], 'card', `${EVERYBODYS} documents qualification audit settings`],
  [['venue'], 'card', `${EVERYBODYS} reception audit settings`],
  [['authority'], 'card', `${EVERYBODYS} authority exchange audit settings`],
  [['association'], 'card', `${EVERYBODYS} reception members exchange audit settings`],
  [['venue', 'clinic'], 'card', `${EVERYBODYS} clinic documents reception credits audit settings`],
  [['venue'], 'members', `${EVERYBODYS} reception members audit settings`],
  [['venue'], 'login', `${EVERYBODYS} reception audit settings`],
  [[], 'card', `${EVERYBODYS} audit settings`],
];

describe('the rail leads to', () => {
  it.each(CASES)('%j, at %s: %s', (duties, current, shown) => {
    expect(workspacesOf(duties, current).join(' ')).toBe(shown);
  });

  it('every workspace where everything is done', () => {
    expect(workspacesOf(duty.options, 'card')).toEqual([...WORKSPACES]);
  });
});
