;; Sweeps over the columns of a record: what JavaScript takes long for in a process that has just been started, because each of its loops
;; begins in V8's interpreter. All parameters but counts are byte addresses. `npm run wasm` assembles this file into sweepsModule.ts.
(module
  (type $unary (func (param f64) (result f64)))
  (import "math" "sin" (func $sin (type $unary)))
  (import "math" "cos" (func $cos (type $unary)))
  (import "math" "tan" (func $tan (type $unary)))
  (import "math" "asin" (func $asin (type $unary)))
  (import "math" "acos" (func $acos (type $unary)))
  (import "math" "atan" (func $atan (type $unary)))
  (import "math" "sinh" (func $sinh (type $unary)))
  (import "math" "cosh" (func $cosh (type $unary)))
  (import "math" "tanh" (func $tanh (type $unary)))
  (import "math" "asinh" (func $asinh (type $unary)))
  (import "math" "acosh" (func $acosh (type $unary)))
  (import "math" "atanh" (func $atanh (type $unary)))
  (import "math" "exp" (func $exp (type $unary)))
  (import "math" "expm1" (func $expm1 (type $unary)))
  (import "math" "log" (func $log (type $unary)))
  (import "math" "log1p" (func $log1p (type $unary)))
  (import "math" "log2" (func $log2 (type $unary)))
  (import "math" "log10" (func $log10 (type $unary)))
  (import "math" "cbrt" (func $cbrt (type $unary)))
  (import "math" "pow" (func $pow (param f64 f64) (result f64)))
  (import "math" "atan2" (func $atan2 (param f64 f64) (result f64)))
  (table funcref (elem
    $sin $cos $tan $asin $acos $atan $sinh $cosh $tanh $asinh
    $acosh $atanh $exp $expm1 $log $log1p $log2 $log10 $cbrt))
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
              (local.set $code (i32.load8_u (i32.add (local.get $kinds) (local.get $code))))
              (block $ofMath (block $atan2 (block $pow
                (block $trunc (block $ceil (block $floor (block $minimum (block $maximum (block $abs (block $sqrt
                (block $neg (block $div (block $mul (block $sub (block $add
                  (br_table $unknown $add $sub $mul $div $neg $sqrt $abs $maximum $minimum $floor $ceil $trunc
                    $pow $atan2 $ofMath (local.get $code)))
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
                (local.set $z (f64.trunc (local.get $x))) (br $known))
                (local.set $z (call $pow (local.get $x) (local.get $y))) (br $known))
                (local.set $z (call $atan2 (local.get $x) (local.get $y))) (br $known))
              (local.set $z (call_indirect (type $unary)
                (local.get $x) (i32.sub (local.get $code) (i32.const 15)))))
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

  ;; Writes into $found the equations of some operations, of which $isOne has a byte 1 each, in order, and returns how many.
  (func (export "equationsOf") (param $count i32) (param $op i32) (param $isOne i32) (param $found i32) (result i32)
    (local $e i32) (local $first i32)
    (local.set $first (local.get $found))
    (block $end
      (loop $equations
        (br_if $end (i32.ge_u (local.get $e) (local.get $count)))
        (if (i32.load8_u (i32.add (local.get $isOne) (i32.and (i32.const 0x7fff)
            (i32.load16_u (i32.add (local.get $op) (i32.shl (local.get $e) (i32.const 1)))))))
          (then
            (i32.store (local.get $found) (local.get $e))
            (local.set $found (i32.add (local.get $found) (i32.const 4)))))
        (local.set $e (i32.add (local.get $e) (i32.const 1)))
        (br $equations)))
    (i32.shr_u (i32.sub (local.get $found) (local.get $first)) (i32.const 2)))

  (func $at (param $column i32) (param $index i32) (result i32)
    (i32.load (i32.add (local.get $column) (i32.shl (local.get $index) (i32.const 2)))))

  (func $put (param $column i32) (param $index i32) (param $number i32)
    (i32.store (i32.add (local.get $column) (i32.shl (local.get $index) (i32.const 2))) (local.get $number)))

  ;; Tells of each mark of an iteration which loop it is of, and returns how many loops there are; the same as `loopsFrom` of loops.ts, whose
  ;; columns these are. Marks of scopes that $members has a number from 0 for are left out, $innermost has the innermost loop of each scope,
  ;; from 1, and is 0 at first. $skipped is 0 where no round was left out of the marks.
  (func (export "loopsOfMarks")
    (param $count i32) (param $equation i32) (param $scope i32) (param $site i32) (param $skipped i32)
    (param $members i32) (param $innermost i32) (param $ofMark i32) (param $round i32) (param $sites i32)
    (param $around i32) (param $rounds i32) (param $end i32) (param $first i32) (param $last i32) (result i32)
    (local $k i32) (local $call i32) (local $loop i32) (local $inner i32) (local $loops i32) (local $number i32)
    (block $ended
      (loop $marks
        (br_if $ended (i32.ge_u (local.get $k) (local.get $count)))
        (block $next
          (local.set $call (call $at (local.get $scope) (local.get $k)))
          (br_if $next (i32.ge_s (call $at (local.get $members) (local.get $call)) (i32.const 0)))
          (local.set $inner (i32.sub (call $at (local.get $innermost) (local.get $call)) (i32.const 1)))
          (local.set $loop (local.get $inner))
          (block $is
            (loop $outwards
              (br_if $is (i32.lt_s (local.get $loop) (i32.const 0)))
              (br_if $is (i32.eq
                (call $at (local.get $sites) (local.get $loop)) (call $at (local.get $site) (local.get $k))))
              (local.set $loop (call $at (local.get $around) (local.get $loop)))
              (br $outwards)))
          (if (i32.lt_s (local.get $loop) (i32.const 0))
            (then
              (local.set $loop (local.get $loops))
              (local.set $loops (i32.add (local.get $loops) (i32.const 1)))
              (call $put (local.get $sites) (local.get $loop) (call $at (local.get $site) (local.get $k)))
              (call $put (local.get $around) (local.get $loop) (local.get $inner))
              (call $put (local.get $rounds) (local.get $loop) (i32.const 0))
              (call $put (local.get $end) (local.get $loop) (i32.const -1))
              (call $put (local.get $first) (local.get $loop) (local.get $k))
              (local.set $number (i32.const -1)))
            (else
              (block $closed
                (loop $within
                  (br_if $closed (i32.eq (local.get $inner) (local.get $loop)))
                  (call $put (local.get $end) (local.get $inner) (call $at (local.get $equation) (local.get $k)))
                  (local.set $inner (call $at (local.get $around) (local.get $inner)))
                  (br $within)))
              (local.set $number (call $at (local.get $round) (call $at (local.get $last) (local.get $loop))))))
          (call $put (local.get $innermost) (local.get $call) (i32.add (local.get $loop) (i32.const 1)))
          (call $put (local.get $rounds) (local.get $loop)
            (i32.add (call $at (local.get $rounds) (local.get $loop)) (i32.const 1)))
          (call $put (local.get $ofMark) (local.get $k) (local.get $loop))
          (local.set $number (i32.add (local.get $number) (i32.const 1)))
          (if (local.get $skipped)
            (then (local.set $number (i32.add (local.get $number) (call $at (local.get $skipped) (local.get $k))))))
          (call $put (local.get $round) (local.get $k) (local.get $number))
          (call $put (local.get $last) (local.get $loop) (local.get $k)))
        (local.set $k (i32.add (local.get $k) (i32.const 1)))
        (br $marks)))
    (local.get $loops))

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
    (local.get $most))

  ;; The number of a reference: an element above 0, below it a constant, of which -1 is the first.
  (func $valueOf (param $values i32) (param $constants i32) (param $ref i32) (result f64)
    (f64.load (select
      (i32.add (local.get $values) (i32.shl (local.get $ref) (i32.const 3)))
      (i32.sub (i32.sub (local.get $constants) (i32.const 8)) (i32.shl (local.get $ref) (i32.const 3)))
      (i32.gt_s (local.get $ref) (i32.const 0)))))

  (func $isWhole (param $x f64) (result i32)
    (f64.eq (f64.sub (local.get $x) (f64.trunc (local.get $x))) (f64.const 0)))

  (func $lower (param $column i32) (param $to i32) (param $from i32)
    (local $new i32)
    (local.set $to (i32.add (local.get $column) (i32.shl (local.get $to) (i32.const 2))))
    (local.set $new (i32.load (i32.add (local.get $column) (i32.shl (local.get $from) (i32.const 2)))))
    (if (i32.lt_s (local.get $new) (i32.load (local.get $to)))
      (then (i32.store (local.get $to) (local.get $new)))))

  ;; Hands the ways of an equation's result, with the first places of the columns $step, $guard and $cut, on to one of its operands; the
  ;; same as `#add` of influence.ts, whose bits these are.
  (func $handOn
    (param $e i32) (param $isFlat i32) (param $ref i32) (param $id i32) (param $x f64)
    (param $ways i32) (param $step i32) (param $guard i32) (param $cut i32)
    (local $way i32) (local $kept i32) (local $at i32)
    (if (i32.le_s (local.get $ref) (i32.const 0)) (then (return)))
    (local.set $way (i32.load8_u (i32.add (local.get $ways) (local.get $id))))
    (if (local.get $isFlat)
      (then
        ;; Branches and cuts, and of a whole number what it counts, bounds or chooses.
        (local.set $kept (i32.and (local.get $way)
          (select (i32.const 0xfc) (i32.const 0x0c) (call $isWhole (local.get $x)))))
        (local.set $way (select (local.get $kept) (i32.or (local.get $kept) (i32.const 2))
          (i32.eq (local.get $kept) (local.get $way))))))
    (local.set $at (i32.add (local.get $ways) (local.get $ref)))
    (i32.store8 (local.get $at) (i32.or (i32.load8_u (local.get $at)) (local.get $way)))
    (if (i32.or (i32.eqz (local.get $way))
        (i32.and (i32.eqz (local.get $isFlat)) (i32.eq (local.get $way) (i32.const 1))))
      (then (return)))
    (local.set $at (i32.add (local.get $step) (i32.shl (local.get $ref) (i32.const 2))))
    (if (i32.and (local.get $isFlat) (i32.and
        (i32.ne (i32.and (local.get $way) (i32.const 2)) (i32.const 0))
        (i32.lt_s (local.get $e) (i32.load (local.get $at)))))
      (then (i32.store (local.get $at) (local.get $e))))
    (call $lower (local.get $step) (local.get $ref) (local.get $id))
    (call $lower (local.get $guard) (local.get $ref) (local.get $id))
    (call $lower (local.get $cut) (local.get $ref) (local.get $id)))

  ;; Hands the ways of results on to their operands, from the equation before $e down to the next one of arrays, whose number it returns;
  ;; -1 at the beginning. $flat has a byte an operation: 1 where its derivative is 0 because it is constant between steps.
  (func (export "carryWays")
    (param $e i32) (param $op i32) (param $out i32) (param $lhs i32) (param $rhs i32) (param $values i32)
    (param $constants i32) (param $flat i32) (param $ways i32) (param $step i32) (param $guard i32) (param $cut i32)
    (result i32)
    (local $code i32) (local $id i32) (local $a i32) (local $b i32) (local $x f64) (local $y f64) (local $way i32)
    (loop $equations
      (if (i32.eqz (local.get $e)) (then (return (i32.const -1))))
      (local.set $e (i32.sub (local.get $e) (i32.const 1)))
      (local.set $code (i32.load16_u (i32.add (local.get $op) (i32.shl (local.get $e) (i32.const 1)))))
      (if (i32.ge_u (local.get $code) (i32.const 0x8000)) (then (return (local.get $e))))
      (local.set $id (i32.load (i32.add (local.get $out) (i32.shl (local.get $e) (i32.const 2)))))
      (local.set $way (i32.load8_u (i32.add (local.get $ways) (local.get $id))))
      (br_if $equations (i32.eqz (local.get $way)))
      (local.set $a (i32.load (i32.add (local.get $lhs) (i32.shl (local.get $e) (i32.const 2)))))
      (local.set $b (i32.load (i32.add (local.get $rhs) (i32.shl (local.get $e) (i32.const 2)))))
      (local.set $x (call $valueOf (local.get $values) (local.get $constants) (local.get $a)))
      (local.set $y (call $valueOf (local.get $values) (local.get $constants) (local.get $b)))
      ;; A whole number that comes of one that is not is no count, but whole by chance: in steps.
      (if (i32.and
          (i32.and (local.get $way) (i32.const 16))
          (i32.shl (i32.eqz (i32.and
            (i32.or (i32.eqz (local.get $a)) (call $isWhole (local.get $x)))
            (i32.or (i32.eqz (local.get $b)) (call $isWhole (local.get $y))))) (i32.const 4)))
        (then (i32.store8 (i32.add (local.get $ways) (local.get $id))
          (i32.or (i32.and (local.get $way) (i32.const 0xef)) (i32.const 2)))))
      (local.set $code (i32.load8_u (i32.add (local.get $flat) (local.get $code))))
      (call $handOn (local.get $e) (local.get $code) (local.get $a) (local.get $id) (local.get $x)
        (local.get $ways) (local.get $step) (local.get $guard) (local.get $cut))
      (call $handOn (local.get $e) (local.get $code) (local.get $b) (local.get $id) (local.get $y)
        (local.get $ways) (local.get $step) (local.get $guard) (local.get $cut))
      (br $equations))
    (unreachable))

  ;; Goes on from elements that ways come by to what equations of numbers make of them, as long as that has no gradient, up to the next
  ;; equation of arrays, or that passes nothing on although what comes after it would; the count of equations at the end. $reached has a
  ;; byte an element: 0, 1 where a way ends and 2 where it goes on; $before the element from which one was first come by.
  (func (export "follow")
    (param $e i32) (param $count i32) (param $op i32) (param $out i32) (param $lhs i32) (param $rhs i32)
    (param $cotangents i32) (param $reached i32) (param $before i32) (result i32)
    (local $a i32) (local $b i32) (local $id i32) (local $isFirst i32) (local $isSecond i32)
    (block $end
      (loop $equations
        (br_if $end (i32.ge_u (local.get $e) (local.get $count)))
        (br_if $end (i32.ge_u
          (i32.load16_u (i32.add (local.get $op) (i32.shl (local.get $e) (i32.const 1))))
          (i32.const 0x8000)))
        (local.set $a (i32.load (i32.add (local.get $lhs) (i32.shl (local.get $e) (i32.const 2)))))
        (local.set $b (i32.load (i32.add (local.get $rhs) (i32.shl (local.get $e) (i32.const 2)))))
        (local.set $isFirst (call $isReached (local.get $reached) (local.get $a)))
        (local.set $isSecond (call $isReached (local.get $reached) (local.get $b)))
        (if (i32.or (local.get $isFirst) (local.get $isSecond))
          (then
            (local.set $id (i32.load (i32.add (local.get $out) (i32.shl (local.get $e) (i32.const 2)))))
            (br_if $end (f64.ne
              (f64.load (i32.add (local.get $cotangents) (i32.shl (local.get $id) (i32.const 3))))
              (f64.const 0)))
            (if (i32.eqz (i32.load8_u (i32.add (local.get $reached) (local.get $id))))
              (then
                (i32.store8 (i32.add (local.get $reached) (local.get $id)) (i32.const 1))
                (i32.store (i32.add (local.get $before) (i32.shl (local.get $id) (i32.const 2)))
                  (select (local.get $a) (local.get $b) (local.get $isFirst)))))
            (if (local.get $isFirst)
              (then (i32.store8 (i32.add (local.get $reached) (local.get $a)) (i32.const 2))))
            (if (local.get $isSecond)
              (then (i32.store8 (i32.add (local.get $reached) (local.get $b)) (i32.const 2))))))
        (local.set $e (i32.add (local.get $e) (i32.const 1)))
        (br $equations)))
    (local.get $e))

  (func $isReached (param $reached i32) (param $ref i32) (result i32)
    (if (i32.le_s (local.get $ref) (i32.const 0)) (then (return (i32.const 0))))
    (i32.ne (i32.load8_u (i32.add (local.get $reached) (local.get $ref))) (i32.const 0)))

  ;; Goes back from elements that are not finite to the operands that made each so, from the equation before $e down to the next one of
  ;; which that has to be asked, or that is of arrays, whose number it returns; -1 at the beginning. $user has the equation, from 1, through
  ;; which an element is asked for, or 0. Equations that made one of finite numbers stand behind their count in $made. $kinds has a byte an
  ;; operation, as for unproven.
  (func (export "descend")
    (param $e i32) (param $op i32) (param $out i32) (param $lhs i32) (param $rhs i32) (param $values i32)
    (param $constants i32) (param $user i32) (param $kinds i32) (param $made i32) (result i32)
    (local $code i32) (local $count i32) (local $a i32) (local $b i32) (local $isFirst i32) (local $isSecond i32)
    (loop $equations
      (if (i32.eqz (local.get $e)) (then (return (i32.const -1))))
      (local.set $e (i32.sub (local.get $e) (i32.const 1)))
      (local.set $code (i32.load16_u (i32.add (local.get $op) (i32.shl (local.get $e) (i32.const 1)))))
      (if (i32.ge_u (local.get $code) (i32.const 0x8000)) (then (return (local.get $e))))
      (br_if $equations (i32.eqz (i32.load (i32.add (local.get $user) (i32.shl
        (i32.load (i32.add (local.get $out) (i32.shl (local.get $e) (i32.const 2))))
        (i32.const 2))))))
      (local.set $a (i32.load (i32.add (local.get $lhs) (i32.shl (local.get $e) (i32.const 2)))))
      (local.set $b (i32.load (i32.add (local.get $rhs) (i32.shl (local.get $e) (i32.const 2)))))
      (local.set $isFirst (call $isBad (local.get $values) (local.get $constants) (local.get $a)))
      (local.set $isSecond (call $isBad (local.get $values) (local.get $constants) (local.get $b)))
      (if (i32.eqz (i32.or (local.get $isFirst) (local.get $isSecond)))
        (then
          (local.set $count (i32.add (i32.load (local.get $made)) (i32.const 1)))
          (i32.store (local.get $made) (local.get $count))
          (i32.store (i32.add (local.get $made) (i32.shl (local.get $count) (i32.const 2))) (local.get $e))
          (br $equations)))
      (if (i32.and (local.get $isFirst) (local.get $isSecond))
        (then
          ;; Of two NaN, sums, differences, products and quotients are NaN by either.
          (if (i32.or
              (i32.gt_u (i32.sub (i32.load8_u (i32.add (local.get $kinds) (local.get $code))) (i32.const 1)) (i32.const 3))
              (i32.eqz (i32.and
                (call $isNaN (call $valueOf (local.get $values) (local.get $constants) (local.get $a)))
                (call $isNaN (call $valueOf (local.get $values) (local.get $constants) (local.get $b))))))
            (then (return (local.get $e)))))
        (else
          (local.set $a (select (local.get $a) (local.get $b) (local.get $isFirst)))
          (local.set $b (local.get $a))))
      ;; A constant is asked about where the program wrote it.
      (if (i32.or (i32.le_s (local.get $a) (i32.const 0)) (i32.le_s (local.get $b) (i32.const 0)))
        (then (return (local.get $e))))
      (i32.store (i32.add (local.get $user) (i32.shl (local.get $a) (i32.const 2)))
        (i32.add (local.get $e) (i32.const 1)))
      (i32.store (i32.add (local.get $user) (i32.shl (local.get $b) (i32.const 2)))
        (i32.add (local.get $e) (i32.const 1)))
      (br $equations))
    (unreachable))

  (func $isNaN (param $x f64) (result i32)
    (f64.ne (local.get $x) (local.get $x)))

  (func $isBad (param $values i32) (param $constants i32) (param $ref i32) (result i32)
    (local $x f64)
    (if (i32.eqz (local.get $ref)) (then (return (i32.const 0))))
    (local.set $x (call $valueOf (local.get $values) (local.get $constants) (local.get $ref)))
    (f64.ne (f64.sub (local.get $x) (local.get $x)) (f64.const 0))))
