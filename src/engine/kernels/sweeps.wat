;; Sweeps over the columns of a record: what JavaScript takes long for in a process that has just been started, because each of its loops
;; begins in V8's interpreter. All parameters but counts are byte addresses. `npm run wasm` assembles this file into sweepsModule.ts.
(module
  (memory (export "memory") 128 128)

  ;; Writes into $found the equations whose recorded number is not known to be what their operation gives, and returns how many: those of
  ;; arrays, those of operations without a kind, and those that give another number. $kinds has a byte an operation: its place below.
  (func (export "unproven")
    (param $count i32) (param $op i32) (param $out i32) (param $lhs i32) (param $rhs i32)
    (param $values i32) (param $constants i32) (param $kinds i32) (param $found i32) (result i32)
    (local $e i32) (local $code i32) (local $a i32) (local $b i32) (local $first i32)
    (local $x f64) (local $y f64) (local $z f64) (local $recorded f64)
    (local.set $first (local.get $found))
    ;; A reference -1 is the first of the constants.
    (local.set $constants (i32.sub (local.get $constants) (i32.const 8)))
    (block $end
      (loop $equations
        (br_if $end (i32.ge_u (local.get $e) (local.get $count)))
        (block $next
          (block $unknown
            (local.set $code
              (i32.load16_u (i32.add (local.get $op) (i32.shl (local.get $e) (i32.const 1)))))
            (br_if $unknown (i32.gt_u (local.get $code) (i32.const 255)))
            (local.set $a (i32.load (i32.add (local.get $lhs) (i32.shl (local.get $e) (i32.const 2)))))
            (local.set $b (i32.load (i32.add (local.get $rhs) (i32.shl (local.get $e) (i32.const 2)))))
            (local.set $x (f64.load (select
              (i32.add (local.get $values) (i32.shl (local.get $a) (i32.const 3)))
              (i32.sub (local.get $constants) (i32.shl (local.get $a) (i32.const 3)))
              (i32.gt_s (local.get $a) (i32.const 0)))))
            (local.set $y (f64.load (select
              (i32.add (local.get $values) (i32.shl (local.get $b) (i32.const 3)))
              (i32.sub (local.get $constants) (i32.shl (local.get $b) (i32.const 3)))
              (i32.gt_s (local.get $b) (i32.const 0)))))
            (local.set $recorded (f64.load (i32.add (local.get $values) (i32.shl
              (i32.load (i32.add (local.get $out) (i32.shl (local.get $e) (i32.const 2))))
              (i32.const 3)))))
            (block $known
              (block $trunc (block $ceil (block $floor (block $minimum (block $maximum (block $abs (block $sqrt
                (block $neg (block $div (block $mul (block $sub (block $add
                  (br_table $unknown $add $sub $mul $div $neg $sqrt $abs $maximum $minimum $floor $ceil $trunc $unknown
                    (i32.load8_u (i32.add (local.get $kinds) (local.get $code)))))
                  (local.set $z (f64.add (local.get $x) (local.get $y))) (br $known))
                  (local.set $z (f64.sub (local.get $x) (local.get $y))) (br $known))
                  (local.set $z (f64.mul (local.get $x) (local.get $y))) (br $known))
                  (local.set $z (f64.div (local.get $x) (local.get $y))) (br $known))
                (local.set $z (f64.neg (local.get $x))) (br $known))
                (local.set $z (f64.sqrt (local.get $x))) (br $known))
                (local.set $z (f64.abs (local.get $x))) (br $known))
                (local.set $z (f64.max (local.get $x) (local.get $y))) (br $known))
                (local.set $z (f64.min (local.get $x) (local.get $y))) (br $known))
                (local.set $z (f64.floor (local.get $x))) (br $known))
                (local.set $z (f64.ceil (local.get $x))) (br $known))
              (local.set $z (f64.trunc (local.get $x))))
            ;; The same bits, or both NaN.
            (br_if $next (i64.eq
              (i64.reinterpret_f64 (local.get $z))
              (i64.reinterpret_f64 (local.get $recorded))))
            (br_if $next (i32.and
              (f64.ne (local.get $z) (local.get $z))
              (f64.ne (local.get $recorded) (local.get $recorded)))))
          (i32.store (local.get $found) (local.get $e))
          (local.set $found (i32.add (local.get $found) (i32.const 4))))
        (local.set $e (i32.add (local.get $e) (i32.const 1)))
        (br $equations)))
    (i32.shr_u (i32.sub (local.get $found) (local.get $first)) (i32.const 2)))

  ;; Writes into $found the numbers of a column, each when it first comes, and returns how many. $seen has a byte a number from 0 up to
  ;; but not including $most, of which those that came before are 1; larger ones are written again and again.
  (func (export "firstSeen")
    (param $count i32) (param $column i32) (param $seen i32) (param $most i32) (param $found i32) (result i32)
    (local $number i32) (local $first i32) (local $end i32)
    (local.set $first (local.get $found))
    (local.set $end (i32.add (local.get $column) (i32.shl (local.get $count) (i32.const 2))))
    (block $ended
      (loop $numbers
        (br_if $ended (i32.ge_u (local.get $column) (local.get $end)))
        (local.set $number (i32.load (local.get $column)))
        (local.set $column (i32.add (local.get $column) (i32.const 4)))
        (if (i32.lt_u (local.get $number) (local.get $most))
          (then
            (br_if $numbers (i32.load8_u (i32.add (local.get $seen) (local.get $number))))
            (i32.store8 (i32.add (local.get $seen) (local.get $number)) (i32.const 1))))
        (i32.store (local.get $found) (local.get $number))
        (local.set $found (i32.add (local.get $found) (i32.const 4)))
        (br $numbers)))
    (i32.shr_u (i32.sub (local.get $found) (local.get $first)) (i32.const 2)))

  ;; Marks the elements that equations of numbers read with a byte 1.
  (func (export "markRead") (param $count i32) (param $op i32) (param $lhs i32) (param $rhs i32) (param $marks i32)
    (local $e i32) (local $ref i32)
    (block $end
      (loop $equations
        (br_if $end (i32.ge_u (local.get $e) (local.get $count)))
        (if (i32.lt_u
            (i32.load16_u (i32.add (local.get $op) (i32.shl (local.get $e) (i32.const 1))))
            (i32.const 0x8000))
          (then
            (local.set $ref (i32.load (i32.add (local.get $lhs) (i32.shl (local.get $e) (i32.const 2)))))
            (if (i32.gt_s (local.get $ref) (i32.const 0))
              (then (i32.store8 (i32.add (local.get $marks) (local.get $ref)) (i32.const 1))))
            (local.set $ref (i32.load (i32.add (local.get $rhs) (i32.shl (local.get $e) (i32.const 2)))))
            (if (i32.gt_s (local.get $ref) (i32.const 0))
              (then (i32.store8 (i32.add (local.get $marks) (local.get $ref)) (i32.const 1))))))
        (local.set $e (i32.add (local.get $e) (i32.const 1)))
        (br $equations))))

  ;; The largest |x y| of two columns side by side; 0 where there is none. What is NaN does not count.
  (func (export "largestProduct") (param $count i32) (param $x i32) (param $y i32) (result f64)
    (local $end i32) (local $most f64) (local $product f64)
    (local.set $end (i32.add (local.get $x) (i32.shl (local.get $count) (i32.const 3))))
    (block $ended
      (loop $numbers
        (br_if $ended (i32.ge_u (local.get $x) (local.get $end)))
        (local.set $product (f64.abs (f64.mul (f64.load (local.get $x)) (f64.load (local.get $y)))))
        (local.set $most (select (local.get $product) (local.get $most)
          (f64.gt (local.get $product) (local.get $most))))
        (local.set $x (i32.add (local.get $x) (i32.const 8)))
        (local.set $y (i32.add (local.get $y) (i32.const 8)))
        (br $numbers)))
    (local.get $most)))
