import type { HolderPage } from '../../../main/api/schema/credentials.ts';
import { Button } from '../../design/button.tsx';
import { dateInBothCalendars } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import { may } from '../session/permissions.ts';
import { useStaffAtDesk } from '../session/staff-context.tsx';
import type { Open } from './panel-props.ts';

interface PersonHeadProps {
  readonly page: HolderPage;
  readonly open: Open | null;
  readonly onOpen: (open: Open) => void;
}

/** Who it is: what a clerk asks at the telephone stands in one sight. */
export function PersonHead({ page, open, onOpen }: PersonHeadProps) {
  const { t, language } = useWords();
  const { staff } = useStaffAtDesk();
  const { fields, association, member, deleted } = page;
  const facts = [
    { id: 'registration', value: fields.registration },
    { id: 'birthDate', value: fields.birthDate && dateInBothCalendars(`${fields.birthDate}T12:00:00+09:00`, language, t) },
    { id: 'memberId', value: fields.memberId },
    { id: 'phone', value: fields.phone },
    ...(['formerName', 'romaji', 'email'] as const).flatMap((id) => (fields[id] ? [{ id, value: fields[id] }] : [])),
    { id: 'address', value: [fields.postalCode, fields.address].filter(Boolean).join('\u3000') },
    { id: 'workplace', value: fields.workplace },
    {
      id: 'association',
      value: [association, t(member ? 'credentials.screen.member' : 'credentials.screen.not-member')].filter(Boolean).join('\u3000'),
    },
  ] as const;
  if (deleted) return null;
  return (
    <div className="person-head">
      <dl>
        {facts.map(({ id, value }) => (
          <div key={id} className={`person-${id}`}>
            <dt>{t(`credentials.screen.field.${id}`)}</dt>
            <dd lang="ja">{value || <span className="quiet">{t('credentials.screen.person.unknown')}</span>}</dd>
          </div>
        ))}
        <div>
          <dt>{t('credentials.screen.audit.holder')}</dt>
          <dd>{page.holder}</dd>
        </div>
      </dl>
      <div className="tools no-print">
        {may(staff, 'apply') && (
          <Button kind="secondary" aria-expanded={open?.kind === 'procedure'} onPress={() => onOpen({ kind: 'procedure' })}>
            {t('credentials.screen.apply.open')}
          </Button>
        )}
        {may(staff, 'change') && (
          <Button kind="quiet" aria-expanded={open?.kind === 'change'} onPress={() => onOpen({ kind: 'change' })}>
            {t('credentials.screen.change.open')}
          </Button>
        )}
      </div>
    </div>
  );
}
