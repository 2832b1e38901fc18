import type { StaffOrder } from '../../../main/api/schema/staff.ts';
import { Checkbox } from '../../design/choice.tsx';
import { TextField } from '../../design/text-field.tsx';
import { useWords } from '../../words/words.tsx';
import { wordOf } from '../words/credential-words.ts';

export const ROLES = ['reception', 'examiner', 'approver', 'operator', 'auditor', 'association'] as const satisfies StaffOrder['roles'];

interface StaffFieldsProps {
  readonly order: StaffOrder;
  readonly onChange: (order: StaffOrder) => void;
}

/** Name and roles; whoever serves at the desk of an association belongs to that one. */
export function StaffFields({ order, onChange }: StaffFieldsProps) {
  const { t } = useWords();
  const { name, roles, association } = order;
  const set = (role: (typeof ROLES)[number], on: boolean) => {
    const next = ROLES.filter((one) => (one === role ? on : roles.includes(one)));
    onChange({ ...order, roles: next, association: next.includes('association') ? (association ?? '') : null });
  };
  return (
    <div className="stack staff-fields">
      <TextField label={t('credentials.screen.staff.name')} value={name} onChange={(next) => onChange({ ...order, name: next })} />
      <fieldset className="choices">
        <legend>{t('credentials.screen.staff.roles')}</legend>
        {ROLES.map((role) => (
          <Checkbox
            key={role}
            label={wordOf('role', role, t)}
            note={t(`credentials.screen.staff.role-note.${role}`)}
            on={roles.includes(role)}
            onChange={(on) => set(role, on)}
          />
        ))}
      </fieldset>
      {association !== null && (
        <TextField label={t('credentials.screen.association')} value={association} onChange={(next) => onChange({ ...order, association: next })} />
      )}
    </div>
  );
}

/** Whether somebody can be registered as written. */
export const isSound = ({ name, roles, association }: StaffOrder): boolean =>
  name.trim() !== '' && roles.length > 0 && (!roles.includes('association') || (association ?? '').trim() !== '');
