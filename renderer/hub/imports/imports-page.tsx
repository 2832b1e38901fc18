import { useState } from 'react';
import type { AdministrationChoices, ImportAnswerView, ImportView } from '../../../main/api/schema/hub-administration.ts';
import { useAnswer } from '../../client/use-answer.ts';
import { useTrying } from '../../client/use-trying.ts';
import { Banner } from '../../design/banner.tsx';
import { FileDrop } from '../../design/file-drop.tsx';
import { Progress } from '../../design/progress.tsx';
import { Select } from '../../design/select.tsx';
import { Page, Section } from '../../frame/page.tsx';
import { useWords } from '../../words/words.tsx';
import { AssociationChoice } from '../client/association-choice.tsx';
import { base64Of } from '../client/files.ts';
import { Told } from '../client/told.tsx';
import { useAssociations } from '../client/use-associations.ts';
import { hubAddress } from '../frame/routes.ts';
import { useSession } from '../session/session-context.tsx';
import './imports.css';
import { ImportList } from './import-list.tsx';
import { ImportPreview } from './import-preview.tsx';

/** A list that was compared and not yet applied. */
interface Looked {
  readonly name: string;
  readonly order: { readonly association: string; readonly profile: string; readonly file: string };
  readonly answer: ImportAnswerView;
}

/** A list that was taken in. */
interface Applied {
  readonly answer: ImportAnswerView;
  /** Open items of members above who are in no association below, of this association and the one above it. */
  readonly stranded: number;
}

/** Takes lists of members in: what would change is seen before it does, and what was taken in can be undone. */
export function ImportsPage() {
  const { t, language } = useWords();
  const session = useSession();
  const associations = useAssociations();
  const choices = useAnswer(() => session.ask<AdministrationChoices>('GET', '/admin/choices'), [session]);
  const imports = useAnswer(
    async () => (await session.ask<{ imports: readonly ImportView[] }>('GET', '/admin/membership/imports')).imports,
    [session],
  );
  const { working, failure, attempt } = useTrying();
  const [association, setAssociation] = useState('');
  const [profile, setProfile] = useState<string | null>(null);
  const [looked, setLooked] = useState<Looked | null>(null);
  const [done, setDone] = useState<Applied | null>(null);
  const profiles = choices.value?.profiles ?? [];
  const chosen = profile ?? profiles[0]?.id ?? '';
  const found = associations.value?.find(({ code }) => code === association);

  const look = (file: File) =>
    attempt(async () => {
      setDone(null);
      const order = { association, profile: chosen, file: await base64Of(file) };
      const answer = await session.ask<ImportAnswerView>('POST', '/admin/membership/import', { ...order, apply: false });
      setLooked({ name: file.name, order, answer });
    });
  const apply = () =>
    attempt(async () => {
      if (!looked) return;
      const answer = await session.ask<ImportAnswerView>('POST', '/admin/membership/import', { ...looked.order, apply: true });
      const concerned = [looked.order.association, ...(found?.above ? [found.above] : [])];
      const counts = await Promise.all(
        concerned.map(async (of) => {
          const query = new URLSearchParams({ state: 'open', kind: 'stranded', association: of });
          return (await session.ask<{ count: number }>('GET', `/membership/reconciliation?${query}`)).count;
        }),
      );
      setDone({ answer, stranded: counts.reduce((sum, count) => sum + count, 0) });
      setLooked(null);
      imports.ask();
    });
  return (
    <Page title={t('hub.page.imports')} note={t('hub.imports.note')} wide occasion={looked}>
      {done && (
        <Banner
          status="success"
          live="status"
          heading={t(done.answer.id === null ? 'hub.imports.nothing' : 'hub.imports.done', {
            added: done.answer.added.length,
            changed: done.answer.changed.length,
            ended: done.answer.ended.length,
          })}
        >
          <p>
            {t('hub.imports.stranded', { count: done.stranded })}{' '}
            {done.stranded > 0 && <a href={hubAddress('differences')}>{t('hub.page.differences')}</a>}
          </p>
        </Banner>
      )}
      {looked ? (
        <ImportPreview
          name={looked.name}
          association={found?.name ?? looked.order.association}
          answer={looked.answer}
          working={working}
          onApply={apply}
          onCancel={() => setLooked(null)}
        />
      ) : (
        <Section title={t('hub.imports.new')}>
          <div className="hub-row-of-fields">
            <AssociationChoice
              label={t('hub.associations.one')}
              known={(associations.value ?? []).filter(({ mastered_by }) => mastered_by === 'national')}
              value={association}
              onChange={setAssociation}
              wrong={
                associations.value?.some(({ code, mastered_by }) => code === association && mastered_by === 'hub')
                  ? t('hub.imports.mastered-here')
                  : null
              }
            />
            {profiles.length > 0 && (
              <Select
                label={t('hub.imports.profile')}
                options={profiles.map(({ id, name }) => ({ id, label: name[language] }))}
                value={chosen}
                onChange={setProfile}
              />
            )}
          </div>
          {found?.mastered_by === 'national' ? (
            <FileDrop
              compact
              heading={t('hub.imports.drop')}
              note={t('hub.imports.drop-note')}
              choose={t('hub.imports.choose')}
              accept={['.csv', '.txt', 'text/csv']}
              onFiles={([file]) => file && look(file)}
            />
          ) : (
            <p className="quiet">{t('hub.imports.choose-first')}</p>
          )}
        </Section>
      )}
      {working && <Progress label={t('hub.imports.working')} done={null} />}
      {failure && <Told failure={failure} />}
      <Section title={t('hub.imports.list')} note={t('hub.imports.list-note')}>
        {imports.failure && <Told failure={imports.failure} onRetry={imports.ask} />}
        {imports.value && (
          <ImportList
            // What was said of the one before is over with a new import.
            key={imports.value.length}
            imports={imports.value}
            nameOf={(code) => associations.value?.find((row) => row.code === code)?.name ?? code}
            onUndone={() => {
              setDone(null);
              imports.ask();
            }}
          />
        )}
      </Section>
    </Page>
  );
}
