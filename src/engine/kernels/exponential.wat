;; exp and tanh of two numbers at a time, as fdlibm computes them: the same operations in the same order, which is what V8
;; does, so the bits are those of `Math`. Each number takes its own way by masks, since both go through all operations.
;;
;; Numbers out of the usual range get NaN: the caller computes them by `Math`. A number is compared where fdlibm looks at the upper half of
;; its bits. `npm run wasm` assembles this file into exponentialModule.ts.
;;
;; After e_exp.c, s_expm1.c and s_tanh.c of fdlibm 5.3 (Sun Microsystems, 1993), whose method and constants these are.
(module
  (memory (export "memory") 1 1)

  (global $half-ln2 v128 (v128.const f64x2 0x1.62e43p-2 0x1.62e43p-2))
  (global $inverse-ln2 v128 (v128.const f64x2 0x1.71547652b82fep+0 0x1.71547652b82fep+0))
  (global $ln2-hi v128 (v128.const f64x2 0x1.62e42feep-1 0x1.62e42feep-1))
  (global $ln2-lo v128 (v128.const f64x2 0x1.a39ef35793c76p-33 0x1.a39ef35793c76p-33))
  (global $shift v128 (v128.const f64x2 6755399441056767 6755399441056767))
  (global $p1 v128 (v128.const f64x2 0x1.555555555553ep-3 0x1.555555555553ep-3))
  (global $p2 v128 (v128.const f64x2 -0x1.6c16c16bebd93p-9 -0x1.6c16c16bebd93p-9))
  (global $p3 v128 (v128.const f64x2 0x1.1566aaf25de2cp-14 0x1.1566aaf25de2cp-14))
  (global $p4 v128 (v128.const f64x2 -0x1.bbd41c5d26bf1p-20 -0x1.bbd41c5d26bf1p-20))
  (global $p5 v128 (v128.const f64x2 0x1.6376972bea4d0p-25 0x1.6376972bea4d0p-25))
  (global $q1 v128 (v128.const f64x2 -0x1.11111111110f4p-5 -0x1.11111111110f4p-5))
  (global $q2 v128 (v128.const f64x2 0x1.a01a019fe5585p-10 0x1.a01a019fe5585p-10))
  (global $q3 v128 (v128.const f64x2 -0x1.4ce199eaadbb7p-14 -0x1.4ce199eaadbb7p-14))
  (global $q4 v128 (v128.const f64x2 0x1.0cfca86e65239p-18 0x1.0cfca86e65239p-18))
  (global $q5 v128 (v128.const f64x2 -0x1.afdb76e09c32dp-23 -0x1.afdb76e09c32dp-23))
  (global $sign v128 (v128.const f64x2 -0 -0))
  (global $half v128 (v128.const f64x2 0.5 0.5))
  (global $one v128 (v128.const f64x2 1 1))
  (global $two v128 (v128.const f64x2 2 2))
  (global $three v128 (v128.const f64x2 3 3))
  (global $six v128 (v128.const f64x2 6 6))
  (global $twenty v128 (v128.const f64x2 20 20))
  (global $minus-one v128 (v128.const f64x2 -1 -1))
  (global $minus-two v128 (v128.const f64x2 -2 -2))
  (global $minus-half v128 (v128.const f64x2 -0.5 -0.5))
  (global $small v128 (v128.const f64x2 0x1p-28 0x1p-28))
  (global $limit v128 (v128.const f64x2 22 22))
  (global $tanh-limit v128 (v128.const f64x2 19 19))
  (global $exp-limit v128 (v128.const f64x2 708 708))

  ;; The whole number k of x = k ln 2 + r with |r| <= ln 2 / 2; 0 where |x| is at most that.
  (func $multiple (param $x v128) (result v128)
    (v128.and
      (f64x2.ge (f64x2.abs (local.get $x)) (global.get $half-ln2))
      (f64x2.trunc
        (f64x2.add
          (f64x2.mul (global.get $inverse-ln2) (local.get $x))
          (v128.or (v128.and (local.get $x) (global.get $sign)) (global.get $half))))))

  ;; 2 to the power of a whole number between -1022 and 1023: the sum has it, and the bias of exponents, in its lowest bits.
  (func $power (param $k v128) (result v128)
    (i64x2.shl (f64x2.add (local.get $k) (global.get $shift)) (i32.const 52)))

  ;; For |x| < 708, but 1, which fdlibm treats apart.
  (func $exp (param $x v128) (result v128)
    (local $k v128) (local $hi v128) (local $lo v128) (local $r v128) (local $z v128) (local $c v128) (local $size v128)
    (local.set $k (call $multiple (local.get $x)))
    (local.set $hi (f64x2.sub (local.get $x) (f64x2.mul (local.get $k) (global.get $ln2-hi))))
    (local.set $lo (f64x2.mul (local.get $k) (global.get $ln2-lo)))
    (local.set $r (f64x2.sub (local.get $hi) (local.get $lo)))
    (local.set $z (f64x2.mul (local.get $r) (local.get $r)))
    (local.set $c (f64x2.add (f64x2.mul (local.get $z) (global.get $p5)) (global.get $p4)))
    (local.set $c (f64x2.add (f64x2.mul (local.get $z) (local.get $c)) (global.get $p3)))
    (local.set $c (f64x2.add (f64x2.mul (local.get $z) (local.get $c)) (global.get $p2)))
    (local.set $c (f64x2.add (f64x2.mul (local.get $z) (local.get $c)) (global.get $p1)))
    (local.set $c (f64x2.sub (local.get $r) (f64x2.mul (local.get $z) (local.get $c))))
    (local.set $c (f64x2.div (f64x2.mul (local.get $r) (local.get $c)) (f64x2.sub (global.get $two) (local.get $c))))
    (local.set $c (f64x2.sub (f64x2.sub (local.get $lo) (local.get $c)) (local.get $hi)))
    (local.set $c (f64x2.mul (f64x2.sub (global.get $one) (local.get $c)) (call $power (local.get $k))))
    (local.set $size (f64x2.abs (local.get $x)))
    (local.set $c
      (v128.bitselect
        (f64x2.add (global.get $one) (local.get $x))
        (local.get $c)
        (f64x2.lt (local.get $size) (global.get $small))))
    (v128.or
      (local.get $c)
      (v128.or
        (v128.not (f64x2.lt (local.get $size) (global.get $exp-limit)))
        (f64x2.eq (local.get $x) (global.get $one)))))

  ;; For |x| < 19, and from 22 on. With t = expm1(y), y = 2 |x|, it is 1 - 2 / (t + 2) from 1 on; else -t / (t + 2) with y = -2 |x|.
  ;; y = k ln 2 + r as for exp, with what r lacks in c; e and d = r - e give expm1(r) = d. With p = 2^k, expm1(y) is, by k:
  ;;      0: d     -1: d / 2 - 1 / 2     < -1: (1 + d) p - 1     2 to 19: ((1 - 1 / p) + d) p     20 and more: (1 + (r - (e + 1 / p))) p
  ;; All are (a + (r - (e + b))) p + q, where what is 0 changes no bit.
  (func $tanh (param $x v128) (result v128)
    (local $size v128) (local $above v128) (local $y v128) (local $k v128) (local $hi v128) (local $lo v128)
    (local $r v128) (local $c v128) (local $half v128) (local $z v128) (local $q v128) (local $t v128) (local $e v128)
    (local $inverse v128) (local $under v128) (local $long v128)
    (local.set $size (f64x2.abs (local.get $x)))
    (local.set $above (f64x2.ge (local.get $size) (global.get $one)))
    (local.set $y (f64x2.mul (local.get $size) (v128.bitselect (global.get $two) (global.get $minus-two) (local.get $above))))
    (local.set $k (call $multiple (local.get $y)))
    (local.set $hi (f64x2.sub (local.get $y) (f64x2.mul (local.get $k) (global.get $ln2-hi))))
    (local.set $lo (f64x2.mul (local.get $k) (global.get $ln2-lo)))
    (local.set $r (f64x2.sub (local.get $hi) (local.get $lo)))
    (local.set $c (f64x2.sub (f64x2.sub (local.get $hi) (local.get $r)) (local.get $lo)))
    (local.set $half (f64x2.mul (global.get $half) (local.get $r)))
    (local.set $z (f64x2.mul (local.get $r) (local.get $half)))
    (local.set $q (f64x2.add (f64x2.mul (local.get $z) (global.get $q5)) (global.get $q4)))
    (local.set $q (f64x2.add (f64x2.mul (local.get $z) (local.get $q)) (global.get $q3)))
    (local.set $q (f64x2.add (f64x2.mul (local.get $z) (local.get $q)) (global.get $q2)))
    (local.set $q (f64x2.add (f64x2.mul (local.get $z) (local.get $q)) (global.get $q1)))
    (local.set $q (f64x2.add (f64x2.mul (local.get $z) (local.get $q)) (global.get $one)))
    (local.set $t (f64x2.sub (global.get $three) (f64x2.mul (local.get $q) (local.get $half))))
    (local.set $e
      (f64x2.mul
        (local.get $z)
        (f64x2.div
          (f64x2.sub (local.get $q) (local.get $t))
          (f64x2.sub (global.get $six) (f64x2.mul (local.get $r) (local.get $t))))))
    (local.set $e
      (f64x2.sub
        (f64x2.sub
          (f64x2.mul (local.get $r) (f64x2.sub (local.get $e) (local.get $c)))
          (local.get $c))
        (local.get $z)))
    (local.set $inverse (call $power (f64x2.neg (local.get $k))))
    (local.set $under (f64x2.lt (local.get $k) (global.get $minus-one)))
    (local.set $long (f64x2.ge (local.get $k) (global.get $twenty)))
    ;; a
    (local.set $t
      (f64x2.sub
        (v128.and (v128.or (local.get $above) (local.get $under)) (global.get $one))
        (v128.and (v128.andnot (local.get $above) (local.get $long)) (local.get $inverse))))
    ;; the sum
    (local.set $t
      (f64x2.add
        (local.get $t)
        (f64x2.sub
          (local.get $r)
          (f64x2.add (local.get $e) (v128.and (local.get $long) (local.get $inverse))))))
    ;; q
    (local.set $q
      (v128.or
        (v128.and (local.get $under) (global.get $minus-one))
        (v128.and (f64x2.eq (local.get $k) (global.get $minus-one)) (global.get $minus-half))))
    (local.set $t (f64x2.add (f64x2.mul (local.get $t) (call $power (local.get $k))) (local.get $q)))

    (local.set $q
      (f64x2.div
        (v128.bitselect (global.get $two) (f64x2.neg (local.get $t)) (local.get $above))
        (f64x2.add (local.get $t) (global.get $two))))
    (local.set $q
      (v128.bitselect (f64x2.sub (global.get $one) (local.get $q)) (local.get $q) (local.get $above)))
    (local.set $q
      (v128.or (local.get $q) (v128.not (f64x2.lt (local.get $size) (global.get $tanh-limit)))))
    (local.set $q
      (v128.bitselect (global.get $one) (local.get $q) (f64x2.ge (local.get $size) (global.get $limit))))
    (v128.bitselect
      (local.get $x)
      (v128.xor (local.get $q) (v128.and (local.get $x) (global.get $sign)))
      (f64x2.lt (local.get $size) (global.get $small))))

  ;; Each replaces the numbers from one byte address to another, and tells whether one of them is not a number.
  (func (export "exp") (param $at i32) (param $end i32) (result i32)
    (local $y v128) (local $odd v128)
    (loop $pairs
      (v128.store (local.get $at) (local.tee $y (call $exp (v128.load (local.get $at)))))
      (local.set $odd (v128.or (local.get $odd) (f64x2.ne (local.get $y) (local.get $y))))
      (br_if $pairs (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $end))))
    (v128.any_true (local.get $odd)))

  (func (export "tanh") (param $at i32) (param $end i32) (result i32)
    (local $y v128) (local $odd v128)
    (loop $pairs
      (v128.store (local.get $at) (local.tee $y (call $tanh (v128.load (local.get $at)))))
      (local.set $odd (v128.or (local.get $odd) (f64x2.ne (local.get $y) (local.get $y))))
      (br_if $pairs (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $end))))
    (v128.any_true (local.get $odd))))
