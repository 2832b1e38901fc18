import { useState } from 'react';
import { Select } from '../../design/select.tsx';
import { useWords } from '../../words/words.tsx';
import { associationsIn, groupsOf, kindsFor, offeredOf } from '../form.ts';
import { RequestDraft, type RequestDraftProps } from '../request-draft.tsx';
import { JoinElsewhere } from './join-elsewhere.tsx';
import { groupBase } from './memberships-of.ts';
import type { OwnFacts } from './own-facts.ts';

interface NewOwnProps extends Pick<RequestDraftProps, 'registration' | 'names' | 'onDone' | 'onCancel'> {
  readonly facts: OwnFacts;
}

const ELSEWHERE = 'elsewhere';

/** A new procedure for oneself: about which workplace, or joining elsewhere, and then what. */
export function NewOwn({ facts, ...rest }: NewOwnProps) {
  const { t } = useWords();
  const { member, all, chains } = facts;
  const groups = groupsOf(member, null).flatMap((affiliation) => {
    const own = groupBase(member, affiliation, all);
    const chain = own === null ? undefined : chains.get(own);
    return own === null || !chain ? [] : [{ affiliation, own, chain }];
  });
  /** By name, so that it stays the same when memberships have changed; nothing chosen: the first. */
  const [chosen, setChosen] = useState<{ readonly affiliation: string | null } | null>(null);
  const group = chosen === null ? groups[0] : groups.find(({ affiliation }) => affiliation === chosen.affiliation);
  const here = associationsIn(member, group?.affiliation ?? '');
  const kinds = kindsFor(groups.map(({ affiliation }) => affiliation)).filter(
    (kind) => kind !== 'join' && offeredOf(kind, group?.chain ?? [], here).length > 0,
  );
  return (
    <div className="procedures-form">
      {groups.length > 0 && (
        <div className="procedures-choices">
          <Select
            label={t('procedures.self.place')}
            options={[
              ...groups.map(({ affiliation }, index) => ({ id: String(index), label: affiliation })),
              { id: ELSEWHERE, label: t('procedures.self.elsewhere') },
            ]}
            value={group ? String(groups.indexOf(group)) : ELSEWHERE}
            onChange={(id) => setChosen({ affiliation: groups[Number(id)]?.affiliation ?? null })}
          />
        </div>
      )}
      {group ? (
        <RequestDraft
          {...rest}
          key={group.affiliation}
          by="person"
          member={member}
          person={null}
          agreed={false}
          own={group.own}
          chain={group.chain}
          all={all}
          kinds={kinds}
          groups={[group.affiliation]}
          corrects={null}
        />
      ) : (
        <JoinElsewhere {...rest} member={member} all={all} />
      )}
    </div>
  );
}
