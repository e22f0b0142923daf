import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SchoolRecord } from '../api/schools-api.ts';
import { Field } from '../design/field.tsx';
import styles from './classroom-picker.module.css';
import { useDesk } from './desk.ts';
import { findClassrooms } from './find-classrooms.ts';

/** Chooses classrooms of schools: searched by name, one by one or a whole school. */
export function ClassroomPicker(props: {
  label: string;
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}) {
  const { t } = useTranslation();
  const { schools } = useDesk();
  const legend = useId();
  const [typed, setTyped] = useState('');
  const found = useMemo(() => findClassrooms(schools, typed), [schools, typed]);
  const choose = (ids: readonly string[], wanted: boolean) => {
    const chosen = new Set(props.chosen);
    for (const id of ids) {
      if (wanted) chosen.add(id);
      else chosen.delete(id);
    }
    props.onChange(chosen);
  };
  return (
    <fieldset className={styles.picker} aria-labelledby={legend}>
      <div className={styles.head}>
        <strong id={legend}>{props.label}</strong>
        <span aria-live="polite" data-testid="picker-count">
          {t('lessons.picker.chosen', { count: props.chosen.size })}
        </span>
      </div>
      {schools.length === 0 ? (
        <p className={styles.none}>{t('lessons.picker.none')}</p>
      ) : (
        <>
          <Field label={t('lessons.picker.search')}>
            {(control) => (
              <input
                {...control}
                type="search"
                value={typed}
                placeholder={t('lessons.picker.searchHint')}
                onChange={(event) => setTyped(event.currentTarget.value)}
                data-testid="picker-search"
              />
            )}
          </Field>
          <div className={styles.schools}>
            {found.length === 0 && <p className={styles.none}>{t('lessons.picker.notFound', { typed })}</p>}
            {found.map((school) => (
              <School key={school.schoolId} school={school} chosen={props.chosen} onChoose={choose} />
            ))}
          </div>
        </>
      )}
    </fieldset>
  );
}

function School(props: {
  school: SchoolRecord;
  chosen: ReadonlySet<string>;
  onChoose: (ids: readonly string[], wanted: boolean) => void;
}) {
  const { t } = useTranslation();
  const { school, chosen } = props;
  const ids = school.classrooms.map(({ classroomId }) => classroomId);
  const count = ids.filter((id) => chosen.has(id)).length;
  return (
    <div className={styles.school} data-testid="picker-school">
      <label className={styles.all}>
        <input
          type="checkbox"
          checked={count > 0 && count === ids.length}
          disabled={ids.length === 0}
          ref={(box) => {
            if (box) box.indeterminate = count > 0 && count < ids.length;
          }}
          onChange={(event) => props.onChoose(ids, event.currentTarget.checked)}
          aria-label={t('lessons.picker.allOf', { school: school.name })}
        />
        <strong>{school.name}</strong>
        <small>{ids.length === 0 ? t('lessons.picker.noClassrooms') : `${count} / ${ids.length}`}</small>
      </label>
      <div className={styles.rooms}>
        {school.classrooms.map(({ classroomId, name }) => (
          <label key={classroomId} className={styles.room}>
            <input
              type="checkbox"
              checked={chosen.has(classroomId)}
              onChange={(event) => props.onChoose([classroomId], event.currentTarget.checked)}
              data-testid="picker-classroom"
              data-classroom-id={classroomId}
            />
            {name}
          </label>
        ))}
      </div>
    </div>
  );
}
