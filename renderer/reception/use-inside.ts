import { useEffect, useState } from 'react';
import type { HeldPerson } from '../../main/api/schema/membership.ts';
import { useDesk } from '../client/desk-context.tsx';

const NOBODY: ReadonlyMap<string, string> = new Map();

/** Who of these people is in already, and since when (ISO time), by person; a question that fails tells of nobody. */
export function useInside(persons: readonly Pick<HeldPerson, 'person'>[]): ReadonlyMap<string, string> {
  const { desk } = useDesk();
  const [inside, setInside] = useState(NOBODY);
  const asked = persons.map(({ person }) => person).join(' ');
  useEffect(() => {
    if (asked === '') return setInside(NOBODY);
    let current = true;
    const take = (found: readonly { readonly person: string; readonly since: string }[]) =>
      current && setInside(new Map(found.map(({ person, since }) => [person, since])));
    desk.attendance.inside({ persons: asked.split(' ') }).then(take, () => take([]));
    return () => {
      current = false;
    };
  }, [desk, asked]);
  return inside;
}
