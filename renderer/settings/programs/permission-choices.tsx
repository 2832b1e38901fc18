import type { ProgramPermissions, RequestKind } from '../../../main/api/schema/programs.ts';
import { Select } from '../../design/select.tsx';
import { useWords } from '../../words/words.tsx';

/** What can be given for each kind: a signature and a login are never made without a person. */
export const GIVEN = {
  sign: ['no', 'ask'],
  verify: ['no', 'ask', 'always'],
  card: ['no', 'ask', 'always'],
  login: ['no', 'ask'],
} as const satisfies { readonly [Kind in RequestKind]: readonly ProgramPermissions[Kind][] };

export const KINDS = Object.keys(GIVEN) as RequestKind[];

interface PermissionChoicesProps {
  readonly permissions: ProgramPermissions;
  /** A login needs the origin of a web page. */
  readonly web: boolean;
  readonly disabled?: boolean;
  readonly onChange: (permissions: ProgramPermissions) => void;
}

/** What a program may ask, kind by kind. */
export function PermissionChoices({ permissions, web, disabled = false, onChange }: PermissionChoicesProps) {
  const { t } = useWords();
  return (
    <div className="settings-row">
      {KINDS.filter((kind) => web || kind !== 'login').map((kind) => (
        <Select
          key={kind}
          label={t(`programs.kind.${kind}`)}
          options={GIVEN[kind].map((id) => ({ id, label: t(`programs.settings.permission.${id}`) }))}
          value={permissions[kind]}
          disabled={disabled}
          onChange={(given) => onChange({ ...permissions, [kind]: given })}
        />
      ))}
    </div>
  );
}
