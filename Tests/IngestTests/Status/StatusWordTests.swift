import Testing

@testable import Ingest

@Suite("Status words mean the same in every language of the trade")
struct StatusWordTests {
  /// Words as Shopify, WooCommerce, PrestaShop, Magento, OpenCart and marketplaces write them: language, what they mean.
  private static let words = """
    en counts: paid | Processing | Completed | shipped | Delivered | fulfilled | Partially Refunded | partially_paid | Partial refund | Payment accepted | Processing in progress | On backorder (paid) | Payment received | Awaiting shipment | awaiting fulfillment | In transit | Processed | Canceled Reversal | Return requested | Refund pending | Ready for pickup | Unfulfilled | Partially Shipped | Ready to ship | Order confirmed | complete | Not shipped
    en unpaid: Pending payment | pending | on-hold | wc-on-hold | wc-pending | checkout-draft | wc-checkout-draft | auto-draft | draft | authorized | Authorised | unpaid | Awaiting payment | Awaiting bank wire payment | Awaiting check payment | On backorder (not paid) | payment_review | pending_payment | PaymentPending | holded | Waiting for payment | requires_payment_method | pending_paypal | Not paid | PENDINGPAYMENT
    en cancelled: cancelled | Canceled | voided | failed | Payment failed | Payment error | expired | declined | Denied | Canceled by customer | Cancelled by the seller | wc-failed | wc-cancelled | trash | rejected | abandoned | test
    en refunded: refunded | wc-refunded | Returned | Chargeback | Reversed | Refund completed | fully_refunded | Payment refunded
    de counts: Bezahlt | In Bearbeitung | Abgeschlossen | Fertiggestellt | Versendet | Versandt | Zugestellt | Geliefert | Teilweise erstattet | Zahlung erhalten | Teillieferung | Wird vorbereitet | Bestätigt | In Vorbereitung | Warten auf Versand | Nicht versendet | Teilweise rückerstattet
    de unpaid: Zahlung ausstehend | In Wartestellung | Unbezahlt | Offen | Entwurf | Nicht bezahlt | Wartend | Warten auf Zahlungseingang | Autorisiert | Ausstehend
    de cancelled: Storniert | Abgebrochen | Fehlgeschlagen | Abgelehnt | Annulliert | Zahlung fehlgeschlagen | Storniert durch Kunden | Abgelaufen | Zahlungsfehler
    de refunded: Erstattet | Rückerstattet | Zurückerstattet | Retourniert | Gutgeschrieben | Rückbuchung | Retoure
    fr counts: Payée | En cours | Terminée | Expédié | Livré | Paiement accepté | En cours de préparation | Partiellement remboursé | Traité | Validée | En cours de livraison | Expédiée | En attente d'expédition
    fr unpaid: En attente | Attente paiement | En attente de paiement | Brouillon | Impayée | Non payé | En attente du paiement par chèque | En attente de virement bancaire
    fr cancelled: Annulée | Annulé | Échouée | ÉCHOUÉE | Erreur de paiement | Refusée | Expiré | Paiement refusé
    fr refunded: Remboursée | Remboursé | Retournée | Rétrofacturation
    es counts: Pagado | Procesando | Completado | Enviado | Entregado | Pago aceptado | Parcialmente reembolsado | En preparación | Reembolso parcial | En proceso | Pendiente de envío
    es unpaid: Pendiente de pago | En espera | Borrador | No pagado | Pendiente | Pago pendiente | Autorizado | En espera de pago por cheque
    es cancelled: Cancelado | Anulado | Fallido | Rechazado | Pago fallido | Error en pago | Caducado
    es refunded: Reembolsado | Devuelto | Contracargo | Devolución
    pt counts: Pago | Processando | Concluído | Enviado | Entregue | Em processamento | Pagamento aprovado | Parcialmente reembolsado | Em separação | Em trânsito | Aguardando envio
    pt unpaid: Pagamento pendente | Aguardando pagamento | Aguardando | Rascunho | Não pago | Pendente
    pt cancelled: Cancelado | Malsucedido | Falhou | Recusado | Expirado | Pagamento recusado
    pt refunded: Reembolsado | Estornado | Devolvido
    it counts: Pagato | In lavorazione | Completato | Spedito | Consegnato | Pagamento accettato | Parzialmente rimborsato | Evaso | In preparazione | In attesa di spedizione
    it unpaid: In attesa di pagamento | In attesa | Sospeso | Bozza | Non pagato | In attesa di pagamento con assegno
    it cancelled: Annullato | Fallito | Rifiutato | Scaduto | Pagamento fallito
    it refunded: Rimborsato | Reso | Restituito
    nl counts: Betaald | In behandeling | Afgerond | Voltooid | Verzonden | Bezorgd | Geleverd | Gedeeltelijk terugbetaald | Wordt verwerkt
    nl unpaid: In afwachting van betaling | Wachtend op betaling | In de wacht | Onbetaald | Niet betaald | Concept
    nl cancelled: Geannuleerd | Mislukt | Geweigerd | Verlopen | Betaling mislukt
    nl refunded: Terugbetaald | Geretourneerd | Gerestitueerd
    pl counts: Opłacone | W trakcie realizacji | Zrealizowane | Wysłane | Dostarczone | Zakończone | Częściowo zwrócone | Przyjęte | Oczekuje na wysyłkę
    pl unpaid: Oczekujące na płatność | Wstrzymane | Nieopłacone | Szkic | Oczekuje na płatność
    pl cancelled: Anulowane | Nieudane | Odrzucone | Wygasłe | Anulowano przez klienta
    pl refunded: Zwrócone | Zwrot | Zrefundowane
    cs counts: Zaplaceno | Zpracovává se | Dokončeno | Odesláno | Doručeno | Vyřízeno | Částečně vráceno | Přijatá
    cs unpaid: Čeká na platbu | Pozastaveno | Nezaplaceno | Koncept
    cs cancelled: Zrušeno | Stornováno | Neúspěšná | Zamítnuto | Platba selhala
    cs refunded: Vráceno | Refundováno
    sk counts: Zaplatená | Spracováva sa | Dokončená | Odoslaná | Doručená | Vybavená
    sk unpaid: Čaká sa na platbu | Pozastavená | Nezaplatené
    sk cancelled: Zrušená | Stornovaná | Neúspešná | Zlyhalo
    sk refunded: Vrátená | Refundovaná
    sv counts: Betald | Behandlas | Färdigbehandlad | Slutförd | Skickad | Levererad | Delvis återbetald
    sv unpaid: Inväntar betalning | Väntar på betalning | Pausad | Obetald | Utkast
    sv cancelled: Avbruten | Annullerad | Makulerad | Misslyckades | Nekad
    sv refunded: Återbetald | Returnerad | Krediterad
    da counts: Betalt | Behandles | Gennemført | Afsendt | Leveret | Delvist refunderet
    da unpaid: Afventer betaling | På hold | Ubetalt | Kladde
    da cancelled: Annulleret | Mislykket | Fejlet | Afvist
    da refunded: Refunderet | Tilbagebetalt | Returneret
    no counts: Betalt | Behandles | Fullført | Sendt | Levert | Delvis refundert
    no unpaid: Venter på betaling | På vent | Ubetalt | Kladd
    no cancelled: Kansellert | Avbrutt | Mislyktes | Mislykket | Avvist
    no refunded: Refundert | Tilbakebetalt | Returnert
    fi counts: Maksettu | Käsittelyssä | Valmis | Suoritettu | Toimitettu | Lähetetty | Osittain hyvitetty
    fi unpaid: Odottaa maksua | Pidossa | Jonossa | Maksamatta | Luonnos
    fi cancelled: Peruutettu | Peruttu | Epäonnistui | Hylätty
    fi refunded: Hyvitetty | Palautettu | Maksettu takaisin
    hu counts: Kifizetve | Feldolgozás alatt | Teljesítve | Kiszállítva | Elküldve | Részben visszatérítve
    hu unpaid: Fizetésre vár | Függőben | Fizetetlen | Vázlat
    hu cancelled: Törölve | Visszamondva | Sikertelen | Lemondva | Lejárt | Visszavonva
    hu refunded: Visszatérítve | Visszafizetve | Visszáru
    ro counts: Plătită | În procesare | Finalizată | Expediată | Livrată | Rambursată parțial
    ro unpaid: În așteptarea plății | Plată în așteptare | Neplătită | Ciornă
    ro cancelled: Anulată | Eșuată | Respinsă | Expirată
    ro refunded: Rambursată | Returnată
    tr counts: Ödendi | Hazırlanıyor | Tamamlandı | Kargoya verildi | Teslim edildi | Gönderildi | İşleniyor | Kısmi iade | Onaylandı
    tr unpaid: Ödeme bekleniyor | Beklemede | Ödenmedi | Taslak
    tr cancelled: İptal edildi | İPTAL | iptal | Başarısız | Reddedildi | Ödeme başarısız
    tr refunded: İade edildi | İade | Para iadesi yapıldı
    el counts: Πληρώθηκε | Σε επεξεργασία | Ολοκληρώθηκε | Απεστάλη | Παραδόθηκε | ΟΛΟΚΛΗΡΩΜΕΝΗ
    el unpaid: Σε αναμονή πληρωμής | Εκκρεμεί πληρωμή | Σε αναμονή | Πρόχειρο
    el cancelled: Ακυρώθηκε | Ακυρωμένη | Απέτυχε | Απορρίφθηκε
    el refunded: Επιστράφηκε | Επιστροφή χρημάτων
    ru counts: Оплачен | В обработке | Выполнен | Отправлен | Доставлен | Завершён | Частично возвращён | Ожидает отправки | Собран
    ru unpaid: Ожидает оплаты | В ожидании оплаты | Не оплачен | На удержании | Черновик
    ru cancelled: Отменён | ОТМЕНЕН | Отменен клиентом | Аннулирован | Не удался | Отклонён | Ошибка оплаты
    ru refunded: Возвращён | Возврат | Возврат средств
    uk counts: Оплачено | В обробці | Виконано | Відправлено | Доставлено | Завершено
    uk unpaid: Очікує оплати | Очікується оплата | Не оплачено | Чернетка
    uk cancelled: Скасовано | Невдале | Відхилено
    uk refunded: Повернено | Повернення коштів
    id counts: Dibayar | Diproses | Selesai | Dikirim | Lunas | Sedang diproses
    id unpaid: Menunggu pembayaran | Belum dibayar | Pembayaran tertunda | Ditahan | Draf
    id cancelled: Dibatalkan | Batal | Gagal | Ditolak | Kedaluwarsa
    id refunded: Dikembalikan | Pengembalian dana
    vi counts: Đã thanh toán | Đang xử lý | Hoàn thành | Đã hoàn thành | Đang giao hàng | Đã giao | Đã xác nhận | Chờ giao hàng | Hoàn tiền một phần
    vi unpaid: Chờ thanh toán | Chưa thanh toán | Tạm giữ | Bản nháp
    vi cancelled: Đã hủy | Hủy | Đã huỷ | ĐÃ HỦY | Thất bại | Hết hạn | Thanh toán thất bại
    vi refunded: Đã hoàn tiền | Hoàn tiền | Trả hàng
    th counts: ชำระเงินแล้ว | กำลังดำเนินการ | เสร็จสมบูรณ์ | สำเร็จ | จัดส่งแล้ว | กำลังจัดส่ง
    th unpaid: รอการชำระเงิน | ยังไม่ชำระ | ระงับไว้ | แบบร่าง
    th cancelled: ยกเลิก | ยกเลิกแล้ว | ล้มเหลว | ไม่สำเร็จ
    th refunded: คืนเงิน | คืนเงินแล้ว
    ja counts: 入金済み | 処理中 | 完了 | 発送済み | 配送中 | 配達完了 | 一部返金済み | 支払い済み | 発送待ち | 準備中
    ja unpaid: 支払い待ち | お支払い待ち | 入金待ち | 未入金 | 保留中 | 下書き
    ja cancelled: キャンセル | キャンセル済み | ｷｬﾝｾﾙ | 失敗 | 期限切れ | 取消
    ja refunded: 返金済み | 払い戻し済み | 返品
    ko counts: 결제완료 | 결제 완료 | 처리 중 | 배송중 | 배송완료 | 완료됨 | 부분환불 | 상품준비중 | 구매확정
    ko unpaid: 결제 대기 중 | 입금대기 | 미결제 | 보류 중 | 임시글
    ko cancelled: 취소 | 취소됨 | 취소완료 | 실패 | 결제실패
    ko refunded: 환불 | 환불됨 | 환불완료 | 반품완료
    ar counts: مدفوع | قيد المعالجة | قيد التنفيذ | مكتمل | تم الشحن | تم التسليم | تم التوصيل
    ar unpaid: بانتظار الدفع | غير مدفوع | قيد الانتظار | مسودة
    ar cancelled: ملغي | ملغى | تم الإلغاء | فشل | مرفوض
    ar refunded: مسترد | تم الاسترداد | مسترجع
    he counts: שולם | בטיפול | הושלם | נשלח | נמסר
    he unpaid: ממתין לתשלום | בהשהיה | לא שולם | טיוטה
    he cancelled: בוטל | מבוטל | נכשל | נדחה
    he refunded: הוחזר | זוכה
    hi counts: पूर्ण | भेजा गया | भुगतान किया | प्रक्रिया में
    hi unpaid: भुगतान लंबित | होल्ड पर | ड्राफ्ट
    hi cancelled: रद्द | रद्द किया गया | असफल | विफल
    hi refunded: धनवापसी | रिफंड
    zh-Hans counts: 已付款 | 处理中 | 已完成 | 已发货 | 已送达 | 交易成功 | 部分退款 | 待发货 | 退款中 | 等待卖家发货 | 买家已付款，等待卖家发货 | 退款关闭
    zh-Hans unpaid: 待付款 | 等待付款 | 未付款 | 草稿 | 等待买家付款
    zh-Hans cancelled: 已取消 | 已关闭 | 交易关闭 | 失败 | 付款失败 | 交易关闭，超时未付款 | 买家取消 | 订单已取消
    zh-Hans refunded: 已退款 | 退款成功 | 全额退款 | 已退货 | 未发货，退款成功
    zh-Hant counts: 已付款 | 處理中 | 已完成 | 已出貨 | 已送達 | 已取貨 | 部分退款 | 待出貨 | 交易成功
    zh-Hant unpaid: 待付款 | 等待付款中 | 未付款 | 草稿
    zh-Hant cancelled: 已取消 | 訂單關閉 | 交易關閉 | 付款失敗 | 失敗 | 取消訂單 | 已過期
    zh-Hant refunded: 已退款 | 退貨 | 退款完成
    """

  @Test("twenty-nine languages, as shops write them", arguments: words.split(separator: "\n").map(String.init))
  func languages(line: String) throws {
    let head = line.prefix { $0 != ":" }
    let name = try #require(head.split(separator: " ").last)
    let expected: [Substring: StatusWords.Meaning] = [
      "counts": .valid, "unpaid": .unpaid, "cancelled": .cancelled, "refunded": .refunded,
    ]
    let meaning = try #require(expected[name])
    for part in line.dropFirst(head.count + 1).split(separator: "|") {
      let text = part.split(separator: " ").joined(separator: " ")
      #expect(StatusWords.meaning(text) == meaning, "\(head): \(text)")
    }
  }

  @Test("Case, accents, width, blanks and underscores change nothing")
  func spelling() {
    for text in ["STORNIERT", "storniert ", "  Storniert", "wc-storniert", "\u{FF33}\u{FF54}\u{FF4F}\u{FF52}niert"] {
      #expect(StatusWords.meaning(text) == .cancelled, "\(text)")
    }
    for text in ["Ruckerstattet", "RÜCKERSTATTET", "Ru\u{308}ckerstattet"] {
      #expect(StatusWords.meaning(text) == .refunded, "\(text)")
    }
    for text in ["partially_refunded", "PartiallyRefunded", "PARTIALLYREFUNDED", "Partially-Refunded"] {
      #expect(StatusWords.meaning(text) == .valid, "\(text)")
    }
    #expect(StatusWords.meaning("ΑΚΥΡΩΘΗΚΕ") == .cancelled && StatusWords.meaning("отменён") == .cancelled)
  }

  @Test("Words that are in no list, or that contradict each other, are unknown; empty cells say nothing")
  func unknown() {
    for text in [
      "strange", "A7", "5", "Delivery failed", "Refund of the cancelled delivery", "Never cancelled", "Kulanz",
      "in Klärung", "審査", "Awaiting vendor feedback", String(repeating: "paid ", count: 60),
    ] {
      #expect(StatusWords.meaning(text) == .unknown, "\(text)")
    }
    for text in ["", " ", "-", "\u{A0}"] { #expect(StatusWords.meaning(text) == .nothing, "\(text)") }
    for text in ["Closed", "geschlossen", "Fermée", "Cerrado", "закрыт", "CLOSED"] {
      #expect(StatusWords.meaning(text) == .closed, "\(text)")
    }
  }

  @Test("States in which the goods are with the customer, and those in which they are not")
  func delivered() {
    for text in ["fulfilled", "Delivered", "shipped", "Geliefert", "Livré", "已签收", "Kargoya verildi", "completed"] {
      #expect(StatusWords.isDelivered(text), "\(text)")
    }
    for text in [
      "unfulfilled", "partial", "", "pending", "Not delivered", "Awaiting shipment", "restocked", "returned",
    ] {
      #expect(!StatusWords.isDelivered(text), "\(text)")
    }
  }

  @Test("Ways of paying after the delivery, and others")
  func paymentLater() {
    for text in [
      "Cash on Delivery (COD)", "COD", "cod", "Nachnahme", "Kauf auf Rechnung", "Contre remboursement",
      "Paiement à la livraison", "Pago contra reembolso", "Contraentrega", "Contrassegno", "货到付款", "代金引換",
      "代引き", "Kapıda Ödeme", "Наложенный платёж", "Оплата при получении", "Dobírka", "Za pobraniem", "Utánvét",
      "Rembours", "Αντικαταβολή", "เก็บเงินปลายทาง", "Thanh toán khi nhận hàng", "Bayar di tempat (COD)", "착불",
      "الدفع عند الاستلام", "On account", "Invoice", "Bank Deposit", "Net 30", "Ramburs", "超商取貨付款",
    ] {
      #expect(StatusWords.isPaymentLater(text), "\(text)")
    }
    for text in ["Card gateway", "Shopify Payments", "PayPal Express Checkout", "stripe", "Visa", "支付宝", "Klarna", ""] {
      #expect(!StatusWords.isPaymentLater(text), "\(text)")
    }
  }
}
