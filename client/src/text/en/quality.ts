export const quality = { good: 'Good line', fair: 'Fair line', poor: 'Poor line', unknown: 'No reading' };
