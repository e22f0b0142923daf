export const quality = { good: '信号好', fair: '信号一般', poor: '信号差', unknown: '信号未知' };
