/** Which picture stands large in every room, and who decides. */
export const programme = {
  title: 'Large picture',
  camera: 'Teacher',
  board: 'Blackboard',
  table: 'Table',
  screen: 'Screen',
  slides: 'Slides',
  film: 'film',
  auto: 'by itself',
  left: 'a classroom that has left the stage',
  large: 'large now',
  nothing: 'No picture yet. Open a camera or share the screen, then choose here.',
  nowShown: 'Large picture: {{name}}',
  direct: 'Switch by itself',
  directed: 'Switching by itself',
  directHint: 'Follows who speaks, who comes on stage and what is written.',
  directedHint: 'Choose a picture at any time: it then stops switching by itself.',
  choose: {
    board: 'Camera on the blackboard',
    table: 'Camera on the table',
    none: 'None',
  },
};
