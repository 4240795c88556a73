;; C += A · B for packed matrices, four rows by four columns at a time: sixteen sums in eight registers.
;;
;; A sum goes on from the number in C in the order of the inner dimension, and its products are rounded before they are added: from zero
;; it has the bits of a plain loop. Where several NaNs meet, the language leaves open whose sign and payload the result has; operands stand
;; here in the order of V8's compiled code of the plain loop, so the choice is the same.
;;
;; A factor is packed in panels of four lines (rows of A, columns of B): at each step of the inner dimension the panel's four numbers
;; stand side by side. `npm run wasm` assembles this file into productModule.ts.
(module
  (memory (export "memory") 44 44)

  (func (export "multiply")
    (param $a i32) (param $b i32) (param $c i32) ;; byte addresses: panels of A, panels of B, rows of C
    (param $rows i32) (param $columns i32) (param $depth i32) ;; panels of A, panels of B, inner dimension: at least 1
    (local $panel i32) (local $stride i32) ;; bytes of a panel, of a row of C
    (local $aEnd i32) (local $bEnd i32) (local $stepEnd i32)
    (local $aStep i32) (local $bStep i32)
    (local $tile i32) (local $row i32)
    (local $number v128) (local $b0 v128) (local $b1 v128)
    (local $c00 v128) (local $c01 v128)
    (local $c10 v128) (local $c11 v128)
    (local $c20 v128) (local $c21 v128)
    (local $c30 v128) (local $c31 v128)

    (local.set $panel (i32.shl (local.get $depth) (i32.const 5)))
    (local.set $stride (i32.shl (local.get $columns) (i32.const 5)))
    (local.set $aEnd (i32.add (local.get $a) (i32.mul (local.get $rows) (local.get $panel))))
    (local.set $bEnd (i32.add (local.get $b) (i32.mul (local.get $columns) (local.get $panel))))

    (loop $panelsOfB
      (local.set $stepEnd (i32.add (local.get $b) (local.get $panel)))
      (local.set $aStep (local.get $a))
      (local.set $tile (local.get $c))

      (loop $panelsOfA
        (local.set $c00 (v128.load (local.tee $row (local.get $tile))))
        (local.set $c01 (v128.load offset=16 (local.get $row)))
        (local.set $c10 (v128.load (local.tee $row (i32.add (local.get $row) (local.get $stride)))))
        (local.set $c11 (v128.load offset=16 (local.get $row)))
        (local.set $c20 (v128.load (local.tee $row (i32.add (local.get $row) (local.get $stride)))))
        (local.set $c21 (v128.load offset=16 (local.get $row)))
        (local.set $c30 (v128.load (local.tee $row (i32.add (local.get $row) (local.get $stride)))))
        (local.set $c31 (v128.load offset=16 (local.get $row)))
        (local.set $bStep (local.get $b))

        (loop $steps
          (local.set $b0 (v128.load (local.get $bStep)))
          (local.set $b1 (v128.load offset=16 (local.get $bStep)))
          (local.set $number (v128.load64_splat (local.get $aStep)))
          (local.set $c00 (f64x2.add (f64x2.mul (local.get $number) (local.get $b0)) (local.get $c00)))
          (local.set $c01 (f64x2.add (f64x2.mul (local.get $number) (local.get $b1)) (local.get $c01)))
          (local.set $number (v128.load64_splat offset=8 (local.get $aStep)))
          (local.set $c10 (f64x2.add (f64x2.mul (local.get $number) (local.get $b0)) (local.get $c10)))
          (local.set $c11 (f64x2.add (f64x2.mul (local.get $number) (local.get $b1)) (local.get $c11)))
          (local.set $number (v128.load64_splat offset=16 (local.get $aStep)))
          (local.set $c20 (f64x2.add (f64x2.mul (local.get $number) (local.get $b0)) (local.get $c20)))
          (local.set $c21 (f64x2.add (f64x2.mul (local.get $number) (local.get $b1)) (local.get $c21)))
          (local.set $number (v128.load64_splat offset=24 (local.get $aStep)))
          (local.set $c30 (f64x2.add (f64x2.mul (local.get $number) (local.get $b0)) (local.get $c30)))
          (local.set $c31 (f64x2.add (f64x2.mul (local.get $number) (local.get $b1)) (local.get $c31)))
          (local.set $aStep (i32.add (local.get $aStep) (i32.const 32)))
          (local.set $bStep (i32.add (local.get $bStep) (i32.const 32)))
          (br_if $steps (i32.lt_u (local.get $bStep) (local.get $stepEnd))))

        (v128.store (local.tee $row (local.get $tile)) (local.get $c00))
        (v128.store offset=16 (local.get $row) (local.get $c01))
        (v128.store (local.tee $row (i32.add (local.get $row) (local.get $stride))) (local.get $c10))
        (v128.store offset=16 (local.get $row) (local.get $c11))
        (v128.store (local.tee $row (i32.add (local.get $row) (local.get $stride))) (local.get $c20))
        (v128.store offset=16 (local.get $row) (local.get $c21))
        (v128.store (local.tee $row (i32.add (local.get $row) (local.get $stride))) (local.get $c30))
        (v128.store offset=16 (local.get $row) (local.get $c31))
        (local.set $tile (i32.add (local.get $row) (local.get $stride)))
        (br_if $panelsOfA (i32.lt_u (local.get $aStep) (local.get $aEnd))))

      (local.set $b (local.get $stepEnd))
      (local.set $c (i32.add (local.get $c) (i32.const 32)))
      (br_if $panelsOfB (i32.lt_u (local.get $b) (local.get $bEnd))))))
