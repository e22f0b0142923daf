import {
  type ClassroomId,
  type ClassroomRecord,
  LearningFold,
  type LessonEntry,
  type LessonEvent,
  type LessonId,
  type LessonRecord,
  type ParticipantId,
  type PupilId,
  type QuestionId,
  type SchoolId,
  type Track,
  type TrackId,
} from '../../protocol/lesson.ts';

export const opened = Date.parse('2026-11-25T08:00:00.000Z');
const seat = 'c-room1' as ParticipantId;
const classroomId = 'room1' as ClassroomId;
const schoolId = 'school1' as SchoolId;
const from = { participantId: seat, classroomId, schoolId };

/** A lesson's log that is written by hand, of one teacher and one classroom. It is open from its beginning. */
export class LessonStory {
  readonly log: LessonEntry[] = [];
  at = opened;

  constructor(facts: { lessonId?: string; rehearsal?: boolean } = {}) {
    const own = { title: '太阳系', subject: '科学', teacherName: '王老师', coTeacherName: null };
    const { lessonId = 'lesson1', rehearsal = false } = facts;
    const plan = {
      lessonId: lessonId as LessonId,
      rehearsal,
      courseId: null,
      startsAt: opened,
      recording: 'standard' as const,
    };
    this.add({ type: 'lessonPlanned', facts: { ...own, ...plan } });
    this.add({
      type: 'classroomInvited',
      classroom: { classroomId, schoolId, name: '三年级一班', schoolName: '=山区小学' },
    });
    this.add({ type: 'lessonOpened' });
  }

  /** Milliseconds after the opening. */
  goTo(ms: number): this {
    this.at = opened + ms;
    return this;
  }

  add(event: LessonEvent): this {
    this.log.push({ sequence: this.log.length + 1, at: this.at, event });
    return this;
  }

  attach(): this {
    const participant = { participantId: seat, role: 'classroom' as const, name: '三年级一班', classroomId, schoolId };
    return this.add({ type: 'participantAttached', participant, connectionId: 'n.1' });
  }

  detach(): this {
    return this.add({ type: 'participantDetached', participantId: seat, role: 'classroom' });
  }

  attendance(attending: string[], absent: string[], present = attending.length): this {
    return this.add({
      type: 'attendanceTaken',
      attendance: {
        ...from,
        expected: attending.length + absent.length,
        present,
        absent: absent.map((id) => ({ pupilId: id as PupilId, reason: 'ill' as const })),
      },
      attending: attending as PupilId[],
    });
  }

  ask(id: string, kind: 'single' | 'multiple' | 'trueFalse' | 'number' | 'open' | 'buzzer', text = '哪一颗？'): this {
    const options = kind === 'single' || kind === 'multiple' ? ['水星', '', '木星'] : [];
    return this.add({ type: 'questionAsked', questionId: id as QuestionId, kind, text, options });
  }

  key(id: string, correct: { choices: number[] } | { number: number } | { text: string }): this {
    return this.add({ type: 'questionKeySet', questionId: id as QuestionId, correct });
  }

  answer(id: string, answers: LessonEvent<'questionAnswered'>['answers']): this {
    return this.add({ type: 'questionAnswered', questionId: id as QuestionId, answers, ...from });
  }

  /** Pupils that choose an option by their own devices; null takes it back. */
  choose(id: string, choices: Record<string, number | null>): this {
    const pupils = Object.entries(choices).map(([pupilId, choice]) => ({
      pupilId: pupilId as PupilId,
      answer: choice === null ? null : { choices: [choice] },
    }));
    return this.answer(id, { by: 'devices', pupils });
  }

  call(microphone: { muted: boolean } | null): this {
    const entry = { participantId: seat, name: '三年级一班', schoolName: '山区小学', endsAt: null };
    const tracks = microphone ? [microphoneOf(microphone.muted)] : [];
    return this.add({ type: 'stageCalled', entry: { ...entry, tracks }, classroomId, schoolId, because: 'hand' });
  }

  microphone(muted: boolean): this {
    return this.add({ type: 'stageTracksChanged', participantId: seat, tracks: [microphoneOf(muted)] });
  }

  leaveStage(): this {
    return this.add({ type: 'stageLeft', participantId: seat });
  }

  inquiry(id: string, text: string): this {
    return this.add({ type: 'inquiryAsked', inquiry: { ...from, inquiryId: id as never, text } });
  }

  star(): this {
    return this.add({ type: 'starGiven', classroomId, schoolId, name: '三年级一班', schoolName: '山区小学' });
  }

  end(): this {
    return this.add({ type: 'lessonEnded', reason: null });
  }

  record(): LessonRecord {
    const fold = new LearningFold();
    for (const entry of this.log) fold.push(entry);
    const record = fold.record();
    if (!record) throw new Error('the lesson is not over');
    return record;
  }

  room(): ClassroomRecord {
    const [room] = this.record().classrooms;
    if (!room) throw new Error('no classroom');
    return room;
  }
}

const microphoneOf = (muted: boolean): Track => ({
  trackId: 'mic' as TrackId,
  participantId: seat,
  role: 'classroom',
  source: 'microphone',
  kind: 'audio',
  layers: 1,
  muted,
  session: 's',
});
