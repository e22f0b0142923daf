/** The languages of the pages. */
export type Language = 'zh' | 'en';

/** What is said in the pictured lesson. */
export interface LessonWords {
  readonly title: string;
  readonly subject: string;
  readonly teacherName: string;
  /** Another lesson, of tomorrow. */
  readonly next: string;
  /** Schools and their classrooms. */
  readonly rooms: readonly (readonly [school: string, classroom: string])[];
  readonly states: readonly [string, string, string];
  readonly changes: readonly [string, string];
  readonly question: string;
  readonly options: readonly [string, string, string];
  /** Of somebody who reviews the lesson. */
  readonly remark: string;
  readonly reviewer: string;
  /** Pupils of the first classroom. */
  readonly pupils: readonly string[];
}

export const words: Readonly<Record<Language, LessonWords>> = {
  zh: {
    title: '水的三种状态',
    subject: '科学',
    teacherName: '林芳',
    next: '月亮的形状',
    rooms: [
      ['云岭小学', '三年级一班'],
      ['清水镇中心小学', '三年级'],
      ['石桥小学', '三四年级'],
    ],
    states: ['冰', '水', '水蒸气'],
    changes: ['融化', '蒸发'],
    question: '太阳出来，地上的小水坑到哪里去了？',
    options: ['到空气里', '到地底下', '被小鸟喝光了'],
    remark: '三种状态讲得很清楚，可以多请几个教室上台说一说。',
    reviewer: '周敏',
    pupils: ['李小梅', '王建军', '陈思远', '赵一诺', '刘雨桐', '杨子涵'],
  },
  en: {
    title: 'Three states of water',
    subject: 'Science',
    teacherName: 'Lin Fang',
    next: 'Shapes of the moon',
    rooms: [
      ['Cloud Ridge School', 'Class 3A'],
      ['Clearwater School', 'Class 3'],
      ['Stone Bridge School', 'Classes 3 and 4'],
    ],
    states: ['Ice', 'Water', 'Vapour'],
    changes: ['melts', 'evaporates'],
    question: 'The sun comes out. Where does a puddle go?',
    options: ['Into the air', 'Under the ground', 'Birds drink it'],
    remark: 'The three states are clear. More classrooms could be called on stage.',
    reviewer: 'Zhou Min',
    pupils: ['Mei Li', 'Jun Wang', 'Siyuan Chen', 'Yinuo Zhao', 'Yutong Liu', 'Zihan Yang'],
  },
};
