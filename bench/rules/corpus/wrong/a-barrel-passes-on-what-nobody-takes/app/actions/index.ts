export { follow, unfollow } from './follows'
export { default as block } from './blocks'
