import { isIri, isText, type Problems, parts, wrong } from './rules-values.test-support.ts';

const identifiers = ['mbox', 'mbox_sha1sum', 'openid', 'account'];

/** By which of the four inverse functional identifiers it is known. */
const identified = (actor: Record<string, unknown>): string[] => identifiers.filter((key) => actor[key] !== undefined);

/** What is wrong with an Agent or Group; `only`: which of them it must be. */
export function actorProblems(value: unknown, at: string, only?: 'Agent' | 'Group'): Problems {
  const isGroup = typeof value === 'object' && value !== null && 'objectType' in value && value.objectType === 'Group';
  const type = wrong(only === undefined || (only === 'Group') === isGroup, `${at}: no ${only}`);
  return [...type, ...(isGroup ? groupProblems(value, at) : agentProblems(value, at))];
}

const agentProblems = (value: unknown, at: string): Problems =>
  parts(value, at, ['objectType', 'name', ...identifiers], [], (agent) => [
    ...wrong(agent.objectType === undefined || agent.objectType === 'Agent', `${at}.objectType: not Agent`),
    ...wrong(agent.name === undefined || isText(agent.name), `${at}.name: no string`),
    ...wrong(identified(agent).length === 1, `${at}: ${identified(agent).length} identifiers, not one`),
    ...(agent.account === undefined ? [] : accountProblems(agent.account, `${at}.account`)),
  ]);

const groupProblems = (value: unknown, at: string): Problems =>
  parts(value, at, ['objectType', 'name', 'member', ...identifiers], ['objectType'], (group) => {
    const { member } = group;
    const known = identified(group).length;
    return [
      ...wrong(known <= 1, `${at}: several identifiers`),
      ...wrong(known === 1 || member !== undefined, `${at}: an anonymous group without members`),
      ...wrong(member === undefined || Array.isArray(member), `${at}.member: no list`),
      ...(group.account === undefined ? [] : accountProblems(group.account, `${at}.account`)),
      // A group has no groups among its members.
      ...(Array.isArray(member) ? member.flatMap((one, index) => agentProblems(one, `${at}.member[${index}]`)) : []),
    ];
  });

const accountProblems = (value: unknown, at: string): Problems =>
  parts(value, at, ['homePage', 'name'], ['homePage', 'name'], ({ homePage, name }) => [
    ...wrong(isIri(homePage), `${at}.homePage: no IRL`),
    ...wrong(isText(name) && name !== '', `${at}.name: no name`),
  ]);
