import type { ClientView } from '../../../main/api/schema/hub-administration.ts';
import { useTrying } from '../../client/use-trying.ts';
import { ConfirmActions } from '../../design/confirm-actions.tsx';
import { DefinitionList } from '../../design/definition-list.tsx';
import { SidePanel } from '../../design/side-panel.tsx';
import { knownKey } from '../../words/translate.ts';
import { dateAlone, dateAndTimeShort } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import { Told } from '../client/told.tsx';
import { useWhose } from '../client/whose.ts';
import { useSession } from '../session/session-context.tsx';

interface RemoveDeskProps {
  readonly desk: ClientView;
  /** Of its association. */
  readonly name: string | null;
  readonly onRemoved: () => void;
  readonly onClose: () => void;
}

/** The end of a desk, after it was looked at. */
export function RemoveDesk({ desk, name, onRemoved, onClose }: RemoveDeskProps) {
  const { t, language } = useWords();
  const session = useSession();
  const whose = useWhose();
  const { working, failure, attempt } = useTrying();
  const remove = () =>
    attempt(async () => {
      await session.ask('DELETE', `/admin/clients/${encodeURIComponent(desk.id)}`);
      onRemoved();
      onClose();
    });
  const scope = (id: string) => {
    const key = knownKey(`hub.scope.${id}`);
    return key ? t(key) : id;
  };
  return (
    <SidePanel title={t('hub.desks.remove-named', { name: desk.name })} about={desk.id} onClose={onClose}>
      <DefinitionList
        stacked
        items={[
          { term: t('hub.desks.of'), value: whose({ ...desk, name }) },
          { term: t('hub.desks.id'), value: desk.id, code: true },
          { term: t('hub.desks.seen'), value: desk.seen_at ? dateAndTimeShort(desk.seen_at, language) : t('hub.desks.never') },
          { term: t('hub.desks.key'), value: desk.key_since ? dateAlone(desk.key_since, language) : t('hub.none') },
          { term: t('hub.code.scopes'), value: desk.scopes.map(scope).join(language === 'ja' ? '、' : ', ') },
        ]}
      />
      <p>{t('hub.desks.remove-note')}</p>
      {failure && <Told failure={failure} />}
      <ConfirmActions label={t('hub.desks.remove')} kind="danger" isDisabled={working} onConfirm={remove} onCancel={onClose} />
    </SidePanel>
  );
}
