import { cellsAcross, isWhite, letters, squareShare } from '../core/card/card-face.ts';

const side = 100;
const square = side * squareShare;
const margin = (side - square) / 2;
const cell = square / cellsAcross;

/** One card: the black square with its code, a letter at each edge, small at a corner whose it is. */
export function CardFace({ card, name }: { card: number; name: string }) {
  const places = Array.from({ length: cellsAcross ** 2 }, (_, index) => ({
    column: index % cellsAcross,
    row: Math.floor(index / cellsAcross),
  }));
  return (
    <svg viewBox={`0 0 ${side} ${side}`} role="img" aria-label={`${card} ${name}`.trim()} data-card={card}>
      <rect width={side} height={side} fill="#fff" />
      <rect x={margin} y={margin} width={square} height={square} fill="#000" />
      {places
        .filter(({ column, row }) => isWhite(card, column, row))
        .map(({ column, row }) => (
          <rect
            key={`${column}-${row}`}
            x={margin + column * cell - 0.02}
            y={margin + row * cell - 0.02}
            width={cell + 0.04}
            height={cell + 0.04}
            fill="#fff"
          />
        ))}
      {letters.map((letter, edge) => (
        <text
          key={letter}
          x={side / 2}
          y={margin * 0.52}
          transform={`rotate(${edge * 90} ${side / 2} ${side / 2})`}
          fontSize="8"
          fontWeight="700"
          textAnchor="middle"
          dominantBaseline="central"
        >
          {letter}
        </text>
      ))}
      <text x={margin} y={side - margin * 0.3} fontSize="3.6">
        {card} {name}
      </text>
    </svg>
  );
}
