import { useState } from 'react';
import type { HeldList, ImportAnswer, ImportOrder } from '../../main/api/schema/membership.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useAnswer } from '../client/use-answer.ts';
import { useTrying } from '../client/use-trying.ts';
import { ErrorPanel } from '../design/error-panel.tsx';
import { FileDrop } from '../design/file-drop.tsx';
import { Progress } from '../design/progress.tsx';
import { Select } from '../design/select.tsx';
import { TextField } from '../design/text-field.tsx';
import { useLostFocus } from '../design/use-lost-focus.ts';
import { useWords } from '../words/words.tsx';
import { ImportPreview } from './import-preview.tsx';

interface ListImportProps {
  /** Associations whose members are held already. */
  readonly associations: readonly string[];
  readonly onDone: (words: string) => void;
}

type Looked = { readonly order: Omit<ImportOrder, 'apply'>; readonly answer: ImportAnswer };

const KINDS: readonly HeldList['kind'][] = ['members', 'booking'];
const BY_HEADINGS = '*';
/** After these nobody is received any more. */
const OVER: ReadonlySet<string> = new Set(['accepted', 'cancelled']);

/** Takes a list in: what it is a list of, the file, a look at what would change, and only then the change. */
export function ListImport({ associations, onDone }: ListImportProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { working, failure, attempt } = useTrying();
  const seminars = useAnswer(async () => (await desk.training.list()).filter(({ state }) => !OVER.has(state)), [desk]);
  const profiles = useAnswer(() => desk.training.profiles(), [desk]);
  const [kind, setKind] = useState<HeldList['kind']>('members');
  const [association, setAssociation] = useState<string | null>(null);
  const [seminar, setSeminar] = useState<string | null>(null);
  const [profile, setProfile] = useState(BY_HEADINGS);
  const [looked, setLooked] = useState<Looked | null>(null);
  const place = useLostFocus<HTMLDivElement>(looked);

  const name = association ?? associations[0] ?? '';
  const chosen = seminar ?? seminars.value?.[0]?.id ?? null;
  const look = (order: Looked['order']) =>
    attempt(async () => setLooked({ order, answer: await desk.membership.import({ ...order, apply: false }) }));
  const take = (file: File) =>
    look({
      file,
      kind,
      ...(kind === 'members' ? { association: name.trim() } : { seminar: chosen ?? '' }),
      ...(profile === BY_HEADINGS ? {} : { profile }),
    });
  const apply = () =>
    attempt(async () => {
      if (!looked) return;
      const { added, changed, gone } = await desk.membership.import({ ...looked.order, apply: true });
      setLooked(null);
      onDone(t('members.preview.done', { name: looked.order.file.name, added, changed, gone }));
    });
  if (looked) {
    const again = (part: Pick<ImportOrder, 'columns' | 'confirmed'>) => look({ ...looked.order, ...part });
    return (
      <>
        <ImportPreview {...looked} working={working} onChange={again} onApply={apply} onCancel={() => setLooked(null)} />
        {failure && <ErrorPanel failure={failure} />}
      </>
    );
  }
  const fitting = profiles.value?.filter(({ use }) => use === kind) ?? [];
  return (
    <div ref={place} tabIndex={-1} className="members-import">
      <div className="members-choices">
        <Select
          label={t('members.import.kind')}
          options={KINDS.map((id) => ({ id, label: t(`members.lists.kind.${id}`) }))}
          value={kind}
          onChange={(id) => {
            setKind(id);
            setProfile(BY_HEADINGS);
          }}
        />
        {kind === 'members' ? (
          <TextField label={t('members.import.association')} value={name} onChange={setAssociation} />
        ) : (
          chosen !== null && (
            <Select
              label={t('members.import.seminar')}
              options={seminars.value?.map(({ id, plan }) => ({ id, label: plan.title })) ?? []}
              value={chosen}
              onChange={setSeminar}
            />
          )
        )}
        {fitting.length > 0 && (
          <Select
            label={t('members.import.profile')}
            options={[
              { id: BY_HEADINGS, label: t('members.import.profile-auto') },
              ...fitting.map((one) => ({ id: one.id, label: one.name[language] })),
            ]}
            value={profile}
            onChange={setProfile}
          />
        )}
      </div>
      {kind === 'members' && <p className="quiet">{t(name.trim() ? 'members.import.association-note' : 'members.import.needs-association')}</p>}
      {kind === 'booking' && seminars.value && chosen === null && <p>{t('members.import.no-seminars')}</p>}
      {(kind === 'members' ? name.trim() !== '' : chosen !== null) && (
        <FileDrop
          compact
          heading={t('members.import.drop')}
          note={t('members.import.drop-note')}
          choose={t('members.import.choose')}
          onFiles={([file]) => file && take(file)}
        />
      )}
      {working && <Progress label={t('members.import.working')} done={null} />}
      {failure && <ErrorPanel failure={failure} />}
    </div>
  );
}
