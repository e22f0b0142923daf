import { limits } from '@tongke/signaling/protocol/lesson';
import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SchoolRecord } from '../api/schools-api.ts';
import { useAnnounce } from '../design/announcer.tsx';
import { Button } from '../design/button.tsx';
import { Panel } from '../design/panel.tsx';
import { RosterButton } from '../roster/roster-button.tsx';
import { useDesk } from './desk.ts';
import styles from './places.module.css';
import { useAction } from './use-action.ts';

/** Schools and their receiving classrooms; the operator adds to them. */
export function SchoolsPanel() {
  const { t } = useTranslation();
  const { holder, schools, api, refresh } = useDesk();
  const announce = useAnnounce();
  const mayAdd = holder.kind === 'operator';
  const addSchool = async (name: string) => {
    await api.schools.addSchool(name);
    await refresh();
    announce(t('lessons.school.added', { name }));
  };
  return (
    <Panel title={t('lessons.school.title')} testId="schools-panel">
      {schools.length === 0 && (
        <div className={styles.empty}>
          <strong>{t('lessons.school.none')}</strong>
          <p>{t(mayAdd ? 'lessons.school.noneWords' : 'lessons.school.noneTeacher')}</p>
        </div>
      )}
      <ul className={styles.rows}>
        {schools.map((school) => (
          <School key={school.schoolId} school={school} mayAdd={mayAdd} />
        ))}
      </ul>
      {mayAdd && (
        <NameForm
          label={t('lessons.school.name')}
          save={t('lessons.school.add')}
          onSave={addSchool}
          testId="school-add"
        />
      )}
    </Panel>
  );
}

function School({ school, mayAdd }: { school: SchoolRecord; mayAdd: boolean }) {
  const { t } = useTranslation();
  const { api, refresh } = useDesk();
  const announce = useAnnounce();
  const [adding, setAdding] = useState(false);
  const addClassroom = async (name: string) => {
    await api.schools.addClassroom(school.schoolId, name);
    await refresh();
    announce(t('lessons.school.added', { name }));
  };
  return (
    <li className={styles.school} data-testid="school" data-school-id={school.schoolId}>
      <h3>{school.name}</h3>
      <ul className={styles.rooms}>
        {school.classrooms.map(({ classroomId, name }) => (
          <li key={classroomId} data-testid="school-classroom" data-classroom-id={classroomId}>
            {name}
            <RosterButton classroomId={classroomId} name={`${school.name} ${name}`} />
          </li>
        ))}
        {mayAdd && !adding && (
          <li className={styles.add}>
            <Button
              kind="quiet"
              icon={<Plus aria-hidden="true" />}
              onClick={() => setAdding(true)}
              aria-label={`${school.name}: ${t('lessons.school.addClassroom')}`}
              testId="classroom-add-open"
            >
              {t('lessons.school.addClassroom')}
            </Button>
          </li>
        )}
      </ul>
      {adding && (
        <NameForm
          label={t('lessons.school.classroomOf', { school: school.name })}
          hint={t('lessons.school.classroomName')}
          save={t('lessons.school.addClassroom')}
          onSave={addClassroom}
          onCancel={() => setAdding(false)}
          testId="classroom-add"
        />
      )}
    </li>
  );
}

/** One name and a button. Stays open after saving, for the next one. */
function NameForm(props: {
  label: string;
  hint?: string;
  save: string;
  onSave: (name: string) => Promise<void>;
  onCancel?: () => void;
  testId: string;
}) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [busy, run] = useAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wanted = name.trim();
    if (wanted === '') return;
    void run(async () => {
      await props.onSave(wanted);
      setName('');
    });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <input
        aria-label={props.label}
        placeholder={props.hint ?? props.label}
        value={name}
        maxLength={limits.nameLength}
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: it appears because somebody pressed its button.
        autoFocus={props.onCancel !== undefined}
        onChange={(event) => setName(event.currentTarget.value)}
        data-testid={`${props.testId}-name`}
      />
      <Button type="submit" disabled={busy || name.trim() === ''} testId={`${props.testId}-save`}>
        {props.save}
      </Button>
      {props.onCancel && (
        <Button kind="quiet" onClick={props.onCancel}>
          {t('common.cancel')}
        </Button>
      )}
    </form>
  );
}
